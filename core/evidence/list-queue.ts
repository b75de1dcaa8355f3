import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import type { Task } from '../activities/task.ts';
import type { Explanation } from '../explanation.ts';
import { ActivityId, CommunityId, OrganiserId, type PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { EvidenceView } from '../playlists/step-view.ts';
import type { Ports } from '../ports/ports.ts';
import type { Work } from './work.ts';

/**
 * `community`: what a teacher's class handed in. `organiser`: everything in its activities.
 * `peers`: what waits for this learner as a peer, everywhere or in one activity.
 */
export const ListQueue = z.object({
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('community'), community: CommunityId }),
    z.object({ kind: z.literal('organiser'), organiser: OrganiserId }),
    z.object({ kind: z.literal('peers'), activity: ActivityId.nullable().default(null) }),
  ]),
  /** Also what waits for peers only: to look at, to send back, to overrule. Staff only. */
  all: z.boolean().default(false),
  after: z.string().nullable().default(null),
  size: z.number().int().min(1).max(100).default(25),
});
export type ListQueue = z.infer<typeof ListQueue>;

export interface QueueItem {
  readonly work: Work;
  readonly activity: Activity;
  readonly task: Task;
  readonly author: {
    readonly person: PersonId;
    /** As shared in a community of both, else display name, else alias. */
    readonly name: string;
  };
  /** What waits. */
  readonly evidence: EvidenceView;
  /** Versions before it, newest first, with what was said. */
  readonly earlier: readonly EvidenceView[];
  readonly approvals: { readonly reached: number; readonly need: number };
  readonly waitingSince: Instant;
  /** Unanswered for 7 days. */
  readonly isStuck: boolean;
  /** Why organisers are asked where the task asks peers; null: it is theirs, or it waits for peers. */
  readonly offered: Explanation | null;
  readonly mayApprove: Explanation;
  readonly mayImprove: Explanation;
  readonly mayReject: Explanation;
  readonly mayOverrule: Explanation;
}

export type ListQueueRefusal = NotFound | NotAllowed;

/** What waits for this person's word, oldest first. */
export async function listQueue(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: ListQueue,
): Promise<
  Outcome<{ readonly items: readonly QueueItem[]; readonly next: string | null }, ListQueueRefusal>
> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
