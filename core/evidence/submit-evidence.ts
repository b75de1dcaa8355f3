import { z } from 'zod';
import { enrolled } from '../activities/enrol.ts';
import { mayNotAct } from '../activities/standing.ts';
import type { Task } from '../activities/task.ts';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { ActivityId, type FileId, newId, PlaylistId, TaskId } from '../ids.ts';
import type { EvidenceKind } from '../lists.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { countsAsUnder18 } from '../people/counts-as-under-18.ts';
import { judgeStep, type StepFacts } from '../playlists/judge-step.ts';
import type { Ports } from '../ports/ports.ts';
import { readStep } from '../read-step.ts';
import { showsPeople } from './check.ts';
import type { Evidence, EvidenceItem } from './evidence.ts';
import { HandedInItem } from './handed-in-item.ts';
import { isLate, isShutForLate } from './is-late.ts';
import { readItems } from './read-items.ts';
import { uploads } from './upload.ts';
import { submitted, type Work, workFor } from './work.ts';

/** `handIn`: made by the surface once per form shown; the same form sent twice is one handing in. */
export const SubmitEvidence = z.object({
  activity: ActivityId,
  task: TaskId,
  within: PlaylistId.nullable().default(null),
  items: z.array(HandedInItem).min(1).max(10),
  note: z.string().trim().min(1).max(1000).nullable().default(null),
  handIn: z.string().min(1).max(64),
});
export type SubmitEvidence = z.infer<typeof SubmitEvidence>;

export interface LateWorkClosed {
  readonly why: 'late-work-closed';
  /** By name: whom to ask. */
  readonly organiser: string;
}

export type SubmitEvidenceRefusal =
  | NotFound
  /** A teacher of the course or a visitor. */
  | NotAllowed
  | { readonly why: 'step-locked'; readonly because: Explanation }
  /** An earlier version waits for review: take it back first. */
  | { readonly why: 'waits-already'; readonly evidenceVersion: number }
  | { readonly why: 'finished-already' }
  /** After its deadline, and closed for late work. */
  | LateWorkClosed
  | {
      readonly why: 'kind-not-accepted';
      readonly kind: EvidenceKind;
      readonly accepts: readonly EvidenceKind[];
    }
  /** Unknown, somebody else's, or kept longer than 24 hours ago. */
  | { readonly why: 'file-gone'; readonly file: FileId };

/** Hands evidence in for a task; the first act in an open step joins its activity. */
export async function submitEvidence(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'files' | 'keyValues'>,
  by: Someone,
  input: SubmitEvidence,
): Promise<Outcome<Work, SubmitEvidenceRefusal>> {
  const facts = await readStep(ports, by, input);
  const task = facts?.activity.tasks.find(({ id }) => id === input.task);
  if (!facts || !task) return refused({ why: 'not-found' });
  const because = mayNotAct(facts.standing);
  if (because) return refused({ why: 'not-allowed', because });

  const work = await ports.records.work.one(by.person, task.id);
  const history = work ? await ports.records.evidence.history(work.id) : [];
  if (work && history.at(-1)?.handIn === input.handIn) return done(work);
  const shut = judgeHandingIn(facts, task, work, input.items);
  if (shut) return refused(shut);
  if (isShutForLate(facts)) return refused(await lateWorkClosed(ports, facts));
  const items = await readItems(ports, by, input.items, history);
  if (items.refused) return items;

  return handIn(ports, by, { facts, task, work, input, items: items.done });
}

/** R11. Asked for only where something shows people. */
async function isKeptFromPeers(
  { records }: Pick<Ports, 'records'>,
  { person }: Someone,
  { facts, items }: HandingIn,
): Promise<boolean> {
  const author = showsPeople({ items }) ? await records.people.byId(person) : null;
  return author !== null && countsAsUnder18(author, facts.standing);
}

/** Why nothing can be handed in here now; null: it can. */
function judgeHandingIn(
  facts: StepFacts,
  { accepts }: Task,
  work: Work | null,
  items: SubmitEvidence['items'],
): SubmitEvidenceRefusal | null {
  const step = judgeStep(facts);
  if (step.verdict !== 'yes') return { why: 'step-locked', because: step };
  if (work?.state === 'in-review') return { why: 'waits-already', evidenceVersion: work.evidenceVersion };
  if (work?.state === 'finished') return { why: 'finished-already' };
  const wrong = items.find(({ kind }) => !accepts.includes(kind));
  return wrong ? { why: 'kind-not-accepted', kind: wrong.kind, accepts } : null;
}

async function lateWorkClosed(
  { records }: Pick<Ports, 'records'>,
  { activity }: StepFacts,
): Promise<LateWorkClosed> {
  const organiser = await records.organisers.byId(activity.organiser);
  return { why: 'late-work-closed', organiser: organiser?.name ?? '' };
}

interface HandingIn {
  readonly facts: StepFacts;
  readonly task: Task;
  readonly work: Work | null;
  readonly input: SubmitEvidence;
  readonly items: readonly EvidenceItem[];
}

async function handIn(
  { records, ids, keyValues }: Pick<Ports, 'records' | 'ids' | 'keyValues'>,
  by: Someone,
  handedIn: HandingIn,
) {
  const { facts, task, work: earlier, input, items } = handedIn;
  const { activity, standing } = facts;
  const work = submitted(earlier ?? workFor(by.person, activity.id, task.id, ids), {
    now: standing.now,
    isChecked: task.check.who !== 'self',
    isLate: isLate(facts),
    isKeptFromPeers: await isKeptFromPeers({ records }, by, handedIn),
  });
  const version = work.evidenceVersion;
  const evidence: Evidence = {
    id: newId(ids),
    revision: 0,
    work: work.id,
    person: by.person,
    task: task.id,
    version,
    items,
    note: input.note,
    at: standing.now,
    via: by.seat?.community ?? null,
    isAfterAward: standing.completed.has(activity.id),
    handIn: input.handIn,
  };
  const about = { person: by.person, activity: activity.id, task: task.id, evidenceVersion: version };
  const { enrolment, activity: places, events } = enrolled(by, facts, ids);
  await records.keep({ work: [work], evidence: [evidence], enrolment, activity: places }, [
    ...events,
    domainEvent(by, 'evidence.submitted', about),
    ...(work.state === 'finished' ? [domainEvent(by, 'work.finished', about)] : []),
  ]);
  for (const item of items) if (item.kind === 'file') await keyValues.take(uploads, item.file);
  return done({ ...work, revision: work.revision + 1 });
}
