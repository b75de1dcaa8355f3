import type { ComponentChildren } from 'preact';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { useSay } from '../here.ts';
import { Link } from './link.tsx';

export type DeskTab =
  | 'queue'
  | 'requests'
  | 'rooms'
  | 'people'
  | 'badges'
  | 'awards'
  | 'endorsements'
  | 'staff'
  | 'communities'
  | 'platforms'
  | 'undelivered'
  | 'about';

const tabs: readonly (readonly [tab: DeskTab, path: string, words: WordsKey])[] = [
  ['queue', '', 'organiser.tab.queue'],
  ['requests', '/requests', 'organiser.tab.requests'],
  ['rooms', '/rooms', 'organiser.tab.rooms'],
  ['people', '/people', 'organiser.tab.people'],
  ['badges', '/badges', 'organiser.tab.badges'],
  ['awards', '/awards', 'organiser.tab.awards'],
  ['endorsements', '/endorsements', 'organiser.tab.endorsements'],
  ['staff', '/staff', 'organiser.tab.staff'],
  ['communities', '/courses', 'organiser.tab.communities'],
  ['platforms', '/platforms', 'organiser.tab.platforms'],
  ['undelivered', '/undelivered', 'organiser.tab.undelivered'],
  ['about', '/about', 'organiser.tab.about'],
];

/** The frame of an organiser's pages: whose they are, and the way from one to the next. */
export function Desk(props: {
  readonly organiser: Organiser;
  readonly at: DeskTab;
  readonly children: ComponentChildren;
}) {
  const say = useSay();
  const { organiser } = props;
  const isVerified = organiser.verification === 'verified';
  return (
    <>
      <p class="kicker">
        {organiser.name}{' '}
        <span class={isVerified ? 'chip good' : 'chip'}>
          {say(isVerified ? 'badge.verified' : 'badge.unverified')}
        </span>
      </p>
      <nav class="tabs" aria-label={organiser.name}>
        {tabs.map(([tab, path, words]) => (
          <Link
            to={`/app/organisers/${organiser.slug}${path}`}
            class={tab === props.at ? 'tab here' : 'tab'}
            isCurrent={tab === props.at}
          >
            {say(words)}
          </Link>
        ))}
      </nav>
      {props.children}
    </>
  );
}

/** Nothing there yet: says what will stand here and what to do. */
export function Empty({ words }: { readonly words: WordsKey }) {
  const say = useSay();
  return <p class="empty">{say(words)}</p>;
}

/** The page after; nothing at the end. @param to may have a query already */
export function More({ to, next }: { readonly to: string; readonly next: string | null }) {
  const say = useSay();
  if (next === null) return null;
  return (
    <p>
      <Link to={`${to}${to.includes('?') ? '&' : '?'}after=${encodeURIComponent(next)}`} class="button quiet">
        {say('page.more')}
      </Link>
    </p>
  );
}
