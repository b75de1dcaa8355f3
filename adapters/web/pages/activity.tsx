import { z } from 'zod';
import { declareDone } from '../../../core/activities/declare-done.ts';
import { joinActivity } from '../../../core/activities/join-activity.ts';
import { leaveActivity } from '../../../core/activities/leave-activity.ts';
import { type ActivityView, seeActivity } from '../../../core/activities/see-activity.ts';
import { listPublic } from '../../../core/endorsements/list-endorsements.ts';
import { listQueue, type QueueItem } from '../../../core/evidence/list-queue.ts';
import { takeBackEvidence } from '../../../core/evidence/take-back-evidence.ts';
import { ActivityId, PlaylistId, TaskId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import type { Telling } from '../../conversation/words/reasons.ts';
import type { Refusal } from '../../conversation/words/refusals.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { tellingOf } from '../parts/telling.tsx';
import { textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { readUploads } from '../uploads.ts';
import { ActivityShown, namedIn } from './activity-view.tsx';
import { HandIn, handIn } from './hand-in.ts';
import { notFoundAnswer } from './trouble.tsx';

export interface ActivityParams {
  readonly activity: ActivityId;
  /** The playlist whose step it is; absent: it stands alone, unless its course placed it in one. */
  readonly within?: PlaylistId | undefined;
}
export type AtActivity = Here<ActivityParams, Someone>;

/** One activity and all that its learner does there. Opening it joins and completes nothing. */
export const activityPage: Page<ActivityParams> = {
  path: '/app{/playlists/:within}/activities/:activity',
  params: z.object({ activity: ActivityId, within: PlaylistId.optional() }),
  get,
  posts: {
    join: post({ schema: z.object({}), again: get, run: join }),
    leave: post({ schema: z.object({}), again: get, run: leave }),
    'declare-done': post({ schema: z.object({}), again: get, run: declare }),
    'hand-in': post({
      schema: HandIn,
      again: get,
      form: ({ fields }) => String(fields['task'] ?? ''),
      reads: readUploads,
      run: (here: AtActivity, input) => handIn(here, input, get),
    }),
    'take-back': post({ schema: z.object({ task: TaskId }), again: get, run: takeBack }),
  },
};

async function get(here: AtActivity): Promise<Answer> {
  const seen = await seeActivity(here.web.ports, here.who, { ...subjectOf(here), preview: false });
  if (seen.refused) return notFoundAnswer(here);
  const { activity } = seen.done.step;
  return {
    title: textHere(here, activity.name),
    body: (
      <ActivityShown
        view={seen.done}
        peers={await peersQueue(here, seen.done)}
        endorsed={await endorsedOf(here, seen.done)}
        at={addressOf(here)}
      />
    ),
  };
}

/** Who stands behind the activity, or behind the badge that it brings. */
const endorsedOf = (here: AtActivity, { step: { activity } }: ActivityView) =>
  listPublic(here.web.ports, [
    { kind: 'activity', id: activity.id },
    ...(activity.badge ? [{ kind: 'badge' as const, id: activity.badge }] : []),
  ]);

/** Others' evidence that this learner may look at; null: no task here asks peers. */
async function peersQueue(here: AtActivity, { step }: ActivityView): Promise<readonly QueueItem[] | null> {
  const asksPeers = step.tasks.some(
    ({ task }) => task.check.who !== 'organisers' && task.check.who !== 'self',
  );
  if (!asksPeers || step.enrolment === null) return null;
  const listed = await listQueue(here.web.ports, here.who, {
    of: { kind: 'peers', activity: step.activity.id },
    all: false,
    after: null,
    size: 10,
  });
  return listed.done?.items ?? [];
}

async function join(here: AtActivity): Promise<Answer> {
  const joined = await joinActivity(here.web.ports, here.who, subjectOf(here));
  if (joined.refused) return refused(here, joined.refused);
  const key = joined.done.state === 'requested' ? 'activity.join-requested' : 'activity.joined';
  return { ...(await get(here)), said: sayHere(here)(key) };
}

async function leave(here: AtActivity): Promise<Answer> {
  const left = await leaveActivity(here.web.ports, here.who, subjectOf(here));
  if (left.refused) return refused(here, left.refused);
  return { ...(await get(here)), said: sayHere(here)('activity.left') };
}

async function declare(here: AtActivity): Promise<Answer> {
  const declared = await declareDone(here.web.ports, here.who, subjectOf(here));
  if (declared.refused) return refused(here, declared.refused);
  return { ...(await get(here)), said: sayHere(here)('activity.declared') };
}

async function takeBack(here: AtActivity, { task }: { task: TaskId }): Promise<Answer> {
  const taken = await takeBackEvidence(here.web.ports, here.who, { task });
  if (taken.refused) return refused(here, taken.refused, task);
  return { ...(await get(here)), said: sayHere(here)('task.taken-back') };
}

/** The page again, with why not: in words that name the steps it speaks of. */
const refused = async (here: AtActivity, refusal: Refusal, form?: string): Promise<Answer> =>
  refusedAnswer(here, refusal, await tellingAt(here), get, form);

export async function tellingAt(here: AtActivity): Promise<Telling> {
  const seen = await seeActivity(here.web.ports, here.who, { ...subjectOf(here), preview: false });
  return tellingOf(here, seen.done ? namedIn(seen.done) : []);
}

export const subjectOf = ({ params }: AtActivity) => ({
  activity: params.activity,
  within: params.within ?? null,
});

const addressOf = ({ params }: AtActivity): string =>
  `/app${params.within ? `/playlists/${params.within}` : ''}/activities/${params.activity}`;
