import type { Badge } from '../../../core/badges/badge.ts';
import { type BadgeRow, isByHand, listBadges, listRemovedDrafts } from '../../../core/badges/list-badges.ts';
import { bringBackDraft, RemoveDraft } from '../../../core/badges/remove-draft.ts';
import type { BadgeId } from '../../../core/ids.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Desk, Empty } from '../parts/desk.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Prose, Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** An organiser's badges: what each takes, and the way to giving it by hand. */
export const organiserBadgesPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/badges',
  params: OrganiserParams,
  get: (here) => badgesOf(here),
  posts: {
    'bring-back': post({ schema: RemoveDraft, again: (here: At) => badgesOf(here), run: bringBack }),
  },
};

/** @param justRemoved stands open, with the way back */
export async function badgesOf(here: At, justRemoved: BadgeId | null = null): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const listed = await listBadges(here.web.ports, here.who, organiser.id);
  if (listed.refused) return notFoundAnswer(here);
  const removed = await listRemovedDrafts(here.web.ports, here.who, organiser.id);
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="badges">
        <Badges
          organiser={organiser}
          rows={listed.done}
          mayMake={may.publish(here.who, organiser.id).verdict === 'yes'}
          removed={removed}
          justRemoved={justRemoved}
        />
      </Desk>
    ),
  };
}

async function bringBack(here: At, input: RemoveDraft): Promise<Answer> {
  const back = await bringBackDraft(here.web.ports, here.who, input);
  if (back.refused) return refusedAnswer(here, back.refused, tellingOf(here, []), (at) => badgesOf(at));
  const name = textHere(here, back.done.name);
  return { ...(await badgesOf(here)), said: sayHere(here)('organiser.badges.brought-back', { name }) };
}

function Badges(props: {
  readonly organiser: Organiser;
  readonly rows: readonly BadgeRow[];
  readonly mayMake: boolean;
  readonly removed: readonly Badge[];
  readonly justRemoved: BadgeId | null;
}) {
  const { organiser, rows, mayMake, justRemoved } = props;
  const say = useSay();
  const removed = <Removed slug={organiser.slug} of={props.removed} justRemoved={justRemoved} />;
  return (
    <>
      <h1>{say('organiser.tab.badges')}</h1>
      {justRemoved ? removed : null}
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
      {justRemoved ? null : removed}
    </>
  );
}

/** Drafts that were removed, for as long as they can come back. */
function Removed(props: {
  readonly slug: string;
  readonly of: readonly Badge[];
  readonly justRemoved: BadgeId | null;
}) {
  const say = useSay();
  if (props.of.length === 0) return null;
  return (
    <details open={props.justRemoved !== null} data-test="removed-drafts">
      <summary>{say('organiser.badges.removed', { count: props.of.length })}</summary>
      <p class="small">{say('organiser.badges.removed.hint')}</p>
      <ul class="plain-list">
        {props.of.map(({ id, name }) => (
          <li>
            <Form action={`/app/organisers/${props.slug}/badges/bring-back`} class="row">
              <Text of={name} />
              <input type="hidden" name="badge" value={id} />
              <Button kind="quiet" hook="bring-back">
                {say(id === props.justRemoved ? 'undo' : 'organiser.badges.bring-back')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </details>
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
