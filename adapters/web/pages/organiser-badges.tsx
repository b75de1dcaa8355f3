import { type BadgeRow, isByHand, listBadges } from '../../../core/badges/list-badges.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Desk, Empty } from '../parts/desk.tsx';
import { Link } from '../parts/link.tsx';
import { Prose, Text } from '../parts/texts.tsx';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

/** An organiser's badges: what each takes, and the way to giving it by hand. */
export const organiserBadgesPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/badges',
  params: OrganiserParams,
  get,
};

async function get(here: Here<OrganiserParams, Someone>): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const listed = await listBadges(here.web.ports, here.who, organiser.id);
  if (listed.refused) return notFoundAnswer(here);
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="badges">
        <Badges
          organiser={organiser}
          rows={listed.done}
          mayMake={may.publish(here.who, organiser.id).verdict === 'yes'}
        />
      </Desk>
    ),
  };
}

function Badges(props: {
  readonly organiser: Organiser;
  readonly rows: readonly BadgeRow[];
  readonly mayMake: boolean;
}) {
  const { organiser, rows, mayMake } = props;
  const say = useSay();
  return (
    <>
      <h1>{say('organiser.tab.badges')}</h1>
      {mayMake ? (
        <p>
          <Link to={`/app/organisers/${organiser.slug}/badges/new`} class="button main" hook="make-badge">
            {say('organiser.badges.make')}
          </Link>
        </p>
      ) : null}
      {rows.length === 0 ? <Empty words="organiser.badges.empty" /> : null}
      <ul class="cards">
        {rows.map((row) => (
          <Row of={row} slug={organiser.slug} mayMake={mayMake} />
        ))}
      </ul>
    </>
  );
}

function Row(props: { readonly of: BadgeRow; readonly slug: string; readonly mayMake: boolean }) {
  const { badge, mayGive } = props.of;
  const say = useSay();
  const byHand = isByHand(badge);
  const at = `/app/organisers/${props.slug}/badges/${badge.id}`;
  return (
    <li class="card" data-test="badge-row">
      <div class="badge-line">
        <BadgePicture of={badge.image} size={48} isDecoration />
        <div>
          <strong>
            <Text of={badge.name} />
          </strong>{' '}
          {byHand ? <span class="chip now">{say('organiser.badges.by-hand')}</span> : null}
          {badge.state === 'active' ? null : (
            <span class="chip">{say(`organiser.badges.state.${badge.state}`)}</span>
          )}
          {badge.draft ? <span class="chip waits">{say('organiser.badges.has-draft')}</span> : null}
          {props.mayMake ? (
            <p>
              <Link to={`${at}/preview`} class="small link-line" hook="look-at-badge">
                {say('organiser.badges.look')}
              </Link>
            </p>
          ) : null}
          <details>
            <summary>{say('badge.class.earn')}</summary>
            <Prose of={badge.criteria} />
            {mayGive ? (
              <p>
                <Link to={`${at}/codes`} class="small link-line" hook="codes">
                  {say('codes.link')}
                </Link>
              </p>
            ) : null}
            {mayGive && !byHand ? <Give at={at} words="organiser.give.again" isQuiet /> : null}
          </details>
        </div>
      </div>
      {mayGive && byHand ? <Give at={at} words="organiser.give.by-hand" /> : null}
    </li>
  );
}

function Give({ at, words, isQuiet }: { at: string; words: WordsKey; isQuiet?: boolean }) {
  const say = useSay();
  return (
    <p>
      <Link to={at} class={isQuiet ? 'small link-line' : 'button quiet'} hook="give-by-hand">
        {say(words)}
      </Link>
    </p>
  );
}
