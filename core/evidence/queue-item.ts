import type { Activity } from '../activities/activity.ts';
import type { Task } from '../activities/task.ts';
import { type Explanation, no } from '../explanation.ts';
import type { PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Someone } from '../people/actor.ts';
import { nameOf } from '../people/person.ts';
import { type EvidenceView, evidenceView } from '../playlists/step-view.ts';
import type { Ports } from '../ports/ports.ts';
import { mayOverrule, type WorkRead } from '../read-work.ts';
import { amongStaff, judgeAmongStaff } from './among-staff.ts';
import { isStuck } from './check.ts';
import { type Hat, judgeOverruling, judgeReopening, judgeReview } from './judge-review.ts';
import { type Work, withoutStaffWords } from './work.ts';
import { approvals, standing } from './work-after-reviews.ts';

export interface QueueItem {
  readonly work: Work;
  readonly activity: Activity;
  readonly task: Task;
  readonly author: {
    readonly person: PersonId;
    /** As shared in a community of both, else display name, else alias. */
    readonly name: string;
  };
  /** What waits, or was decided last. */
  readonly evidence: EvidenceView;
  /** Versions before it, newest first, with what was said. */
  readonly earlier: readonly EvidenceView[];
  readonly approvals: { readonly reached: number; readonly need: number };
  /** When that version was handed in. */
  readonly waitingSince: Instant;
  /** Unanswered for 7 days. */
  readonly isStuck: boolean;
  /** Why organisers are asked where the task asks peers; null: it is theirs, or it waits for peers. */
  readonly offered: Explanation | null;
  readonly mayApprove: Explanation;
  readonly mayImprove: Explanation;
  readonly mayReject: Explanation;
  readonly mayOverrule: Explanation;
  /** Opening finished work again. */
  readonly mayReopen: Explanation;
  /** What reviewers say among themselves; null: it is not for this reader. */
  readonly amongStaff: {
    /** Who takes it on; null: nobody said so. */
    readonly assignedTo: string | null;
    readonly notes: readonly { readonly by: string; readonly words: string; readonly at: Instant }[];
  } | null;
}

/** @returns null: nothing was handed in */
export async function queueItem(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  read: WorkRead,
  hat: Hat,
): Promise<QueueItem | null> {
  const { work, activity, task, evidence, history, reviews, check } = read;
  if (!evidence) return null;
  const facts = { ...read, reviewer: by.person, hat };
  const earlier = history.filter(({ version }) => version < evidence.version).toReversed();
  return {
    work: withoutStaffWords(work),
    activity,
    task,
    author: { person: work.person, name: await readName(ports, by, read) },
    evidence: evidenceView(evidence, reviews),
    earlier: earlier.map((one) => evidenceView(one, reviews)),
    approvals: { reached: approvals(standing(reviews, work.evidenceVersion)), need: check.need },
    waitingSince: work.waitingSince ?? evidence.at,
    isStuck: isStuck(work.waitingSince, ports.clock.now()),
    offered: check.insteadOfPeers ? no({ is: 'under-18-media' }) : check.offered,
    mayApprove: judgeReview(facts, 'approve'),
    mayImprove: judgeReview(facts, 'improve'),
    mayReject: judgeReview(facts, 'reject'),
    mayOverrule: judgeOverruling({ work, hat }, mayOverrule(by, read)),
    mayReopen: judgeReopening({ work, hat }, mayOverrule(by, read)),
    amongStaff: judgeAmongStaff(hat).verdict === 'yes' ? await readAmongStaff(ports, read) : null,
  };
}

/** By the names that they chose: chats show no others. */
async function readAmongStaff(
  { records }: Pick<Ports, 'records'>,
  { work }: WorkRead,
): Promise<NonNullable<QueueItem['amongStaff']>> {
  const { assigned, notes } = amongStaff(work);
  const ids = new Set([...(assigned ? [assigned.to] : []), ...notes.map(({ by }) => by)]);
  const people = ids.size > 0 ? await records.people.byIds([...ids]) : [];
  const called = new Map(people.map((person) => [person.id, nameOf(person)]));
  const nameOfThem = (person: PersonId): string => called.get(person) ?? '–';
  return {
    assignedTo: assigned && nameOfThem(assigned.to),
    notes: notes.map(({ by, words, at }) => ({ by: nameOfThem(by), words, at })),
  };
}

/** As shared in a community of both, that of the seat first; else as they call themselves, or their alias. */
async function readName(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { author, around }: WorkRead,
): Promise<string> {
  const own = await records.memberships.of(by.person);
  const shared = around.memberships.filter(
    ({ community, name }) =>
      name !== null && own.some((one) => one.state === 'active' && one.community === community),
  );
  const here = shared.find(({ community }) => community === by.seat?.community) ?? shared[0];
  return here?.name ?? nameOf(author);
}
