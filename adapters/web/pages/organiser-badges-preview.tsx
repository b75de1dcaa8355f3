import { z } from 'zod';
import { discardDraft } from '../../../core/badges/discard-draft.ts';
import { type BadgePreview, previewBadge } from '../../../core/badges/preview-badge.ts';
import { removeDraft } from '../../../core/badges/remove-draft.ts';
import { retireBadge } from '../../../core/badges/retire-badge.ts';
import { SwitchOnBadge, switchOnBadge } from '../../../core/badges/switch-on-badge.ts';
import { refreshScores } from '../../../core/grades/refresh-scores.ts';
import { BadgeId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { BadgeShown } from '../parts/badge-shown.tsx';
import { Desk } from '../parts/desk.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Back, Link } from '../parts/link.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { badgesOf } from './organiser-badges.tsx';
import { Meet } from './organiser-badges-meet.tsx';
import { notFoundAnswer } from './trouble.tsx';

const Params = OrganiserParams.extend({ badge: BadgeId });
type Params = z.infer<typeof Params>;
type At = Here<Params, Someone>;

const { previewed } = SwitchOnBadge.shape;
const Nothing = z.object({});

/** A badge as it will be seen, who gets it at once, and the button that makes it so. */
export const organiserBadgePreviewPage: Page<Params> = {
  path: '/app/organisers/:organiser/badges/:badge/preview',
  params: Params,
  get: (here) => preview(here),
  posts: {
    publish: post({ schema: z.object({ previewed }), again: (here: At) => preview(here), run: publish }),
    scores: post({ schema: Nothing, again: (here: At) => preview(here), run: scores }),
    discard: post({ schema: Nothing, again: (here: At) => preview(here), run: discard }),
    remove: post({ schema: Nothing, again: (here: At) => preview(here), run: remove }),
    retire: post({ schema: Nothing, again: (here: At) => preview(here), run: retire }),
  },
};

async function preview(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const seen = await previewBadge(here.web.ports, here.who, here.params);
  if (seen.refused) {
    return refusedAnswer(here, seen.refused, tellingOf(here, []), (at) => badgesOf(at));
  }
  if (seen.done.badge.organiser !== organiser.id) return notFoundAnswer(here);
  return {
    title: textHere(here, seen.done.shown.name),
    body: (
      <Desk organiser={organiser} at="badges">
        <Preview of={seen.done} />
      </Desk>
    ),
  };
}

async function publish(here: At, { previewed: mark }: { previewed: string }): Promise<Answer> {
  const input = { badge: here.params.badge, previewed: mark };
  const on = await switchOnBadge(here.web.ports, here.who, input);
  if (on.refused) return refusedAnswer(here, on.refused, tellingOf(here, []), preview, 'publish');
  const { badge, rule } = on.done;
  const counts = { version: badge.version, earn: rule.earn.length, wait: rule.wait.length };
  return { ...(await preview(here)), said: sayHere(here)('maker.published', counts) };
}

/** The grades as they stand in the LMS now. */
async function scores(here: At): Promise<Answer> {
  const seen = await previewBadge(here.web.ports, here.who, here.params);
  if (seen.refused) return refusedAnswer(here, seen.refused, tellingOf(here, []), preview);
  const { organiser, next } = seen.done;
  const activities = next.earnedBy.flatMap((rule) => (rule.by === 'score' ? [rule.activity] : []));
  const read = await refreshScores(here.web.ports, here.who, { organiser: organiser.id, activities });
  if (read.refused) return refusedAnswer(here, read.refused, tellingOf(here, []), preview);
  const { columns, changed, troubles } = read.done;
  const [first] = troubles;
  const said = first
    ? sayHere(here)('maker.scores.trouble', { course: first.course, code: first.code })
    : sayHere(here)('maker.scores.read', { columns, changed });
  return { ...(await preview(here)), said };
}

async function discard(here: At): Promise<Answer> {
  const discarded = await discardDraft(here.web.ports, here.who, here.params);
  if (discarded.refused) return refusedAnswer(here, discarded.refused, tellingOf(here, []), preview);
  return { ...(await preview(here)), said: sayHere(here)('maker.discarded') };
}

/** Back to the list, where it can be brought back. */
async function remove(here: At): Promise<Answer> {
  const removed = await removeDraft(here.web.ports, here.who, here.params);
  if (removed.refused) return refusedAnswer(here, removed.refused, tellingOf(here, []), preview);
  const name = textHere(here, removed.done.name);
  return { ...(await badgesOf(here, removed.done.id)), said: sayHere(here)('maker.removed', { name }) };
}

async function retire(here: At): Promise<Answer> {
  const retired = await retireBadge(here.web.ports, here.who, here.params);
  if (retired.refused) return refusedAnswer(here, retired.refused, tellingOf(here, []), preview);
  return { ...(await preview(here)), said: sayHere(here)('maker.retired') };
}

function Preview({ of }: { of: BadgePreview }) {
  const say = useSay();
  const { badge, organiser, shown, next, hasDraft } = of;
  const at = `/app/organisers/${organiser.slug}/badges/${badge.id}`;
  const isScored = next.earnedBy.some(({ by }) => by === 'score');
  return (
    <>
      <Back to={`/app/organisers/${organiser.slug}/badges`}>{say('organiser.tab.badges')}</Back>
      <h1>
        {say(
          hasDraft ? 'maker.preview' : `maker.preview.${badge.state === 'retired' ? 'retired' : 'active'}`,
        )}
      </h1>
      {of.rule ? <Meet of={of} at={at} /> : null}
      <p class="buttons">
        {badge.state === 'retired' ? null : (
          <Link to={`${at}/edit`} class="button quiet" hook="edit-badge">
            {say('maker.change')}
          </Link>
        )}
        {badge.state === 'draft' ? null : (
          <a class="button quiet" href={`/b/badges/${badge.id}`}>
            {say('maker.public')}
          </a>
        )}
      </p>
      {isScored && badge.state !== 'retired' ? (
        <Form action={`${at}/preview/scores`} name="scores">
          <Button kind="quiet" hook="read-scores">
            {say('maker.scores')}
          </Button>
          <p class="small">{say('maker.scores.hint')}</p>
        </Form>
      ) : null}
      <section class="previewed" aria-label={say('maker.preview.look')}>
        <h2>{say('maker.preview.look')}</h2>
        <BadgeShown badge={shown} organiser={organiser} heading="h3" />
      </section>
      {badge.draft ? (
        <Form action={`${at}/preview/discard`} name="discard">
          <Button kind="quiet" hook="discard-draft">
            {say('maker.discard')}
          </Button>
          <p class="small">{say('maker.discard.hint')}</p>
        </Form>
      ) : null}
      {badge.state === 'draft' ? (
        <Form action={`${at}/preview/remove`} name="remove">
          <Button kind="danger" hook="remove-draft">
            {say('maker.remove')}
          </Button>
          <p class="small">{say('maker.remove.hint')}</p>
        </Form>
      ) : null}
      {badge.state === 'active' ? <Retire at={at} /> : null}
    </>
  );
}

function Retire({ at }: { at: string }) {
  const say = useSay();
  return (
    <details class="card">
      <summary>{say('maker.retire')}</summary>
      <p>{say('maker.retire.about')}</p>
      <Form action={`${at}/preview/retire`} name="retire">
        <Button kind="danger" hook="retire-badge">
          {say('maker.retire.do')}
        </Button>
      </Form>
    </details>
  );
}
