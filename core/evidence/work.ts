import { type ActivityId, newId, type PersonId, type TaskId, type WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** One person's way through one task. Unique by (person, task). */
export interface Work {
  readonly id: WorkId;
  readonly revision: number;
  readonly person: PersonId;
  readonly activity: ActivityId;
  readonly task: TaskId;
  readonly state: 'open' | 'in-review' | 'to-improve' | 'rejected' | 'finished';
  /** The version that counts now; 0: nothing was handed in. */
  readonly evidenceVersion: number;
  /** When the waiting version was handed in; null: nothing waits. Orders the queue. */
  readonly waitingSince: Instant | null;
  /** Null: finished by its reviews. */
  readonly overruled: { readonly by: PersonId; readonly reason: string; readonly at: Instant } | null;
  /** When finished: until then its giver can undo, from then on it counts. Null: not finished. */
  readonly settlesAt: Instant | null;
  /** The evidence version for which reviewers were asked last; 0: none yet. */
  readonly askedVersion: number;
  /** Who was asked about that version then; absent or null: nobody yet. Peers who do not answer are noticed by the time. */
  readonly askedOf?: 'peers' | 'organisers' | null;
  readonly isLate: boolean;
  /** R11: its latest version shows people and is somebody's who counted as under 18; peers do not look at it. */
  readonly isKeptFromPeers: boolean;
  /** Why it was opened again, for the learner to read; null: it was not, or was handed in since. */
  readonly reopenedFor: string | null;
  /** A peer found that its latest version is not for peers; absent or null: nobody did. */
  readonly reported?: { readonly by: PersonId; readonly at: Instant } | null;
  /** What reviewers of the organiser say among themselves; its learner and peers never see it. Absent: nothing yet. */
  readonly staff?: AmongStaff;
}

export interface AmongStaff {
  /** Who takes it on: a hint that keeps nobody out; null: nobody said so. */
  readonly assigned: { readonly to: PersonId; readonly by: PersonId; readonly at: Instant } | null;
  /** Oldest first, at most 20. */
  readonly notes: readonly { readonly by: PersonId; readonly words: string; readonly at: Instant }[];
}

export const nothingAmongStaff: AmongStaff = { assigned: null, notes: [] };

/** As learners and peers may have it. */
export function withoutStaffWords({ staff: _, ...work }: Work): Work {
  return work;
}

/**
 * Open for the next version: nothing waits, nothing counts.
 * @param reopenedFor the reason when somebody else opened it; null: its learner did
 */
export const openedAgain = (work: Work, reopenedFor: string | null = null): Work => ({
  ...work,
  state: 'open',
  waitingSince: null,
  overruled: null,
  settlesAt: null,
  reopenedFor,
});

/** Nothing handed in yet. */
export const workFor = (
  person: PersonId,
  activity: ActivityId,
  task: TaskId,
  ids: { next(): string },
): Work => ({
  id: newId(ids),
  revision: 0,
  person,
  activity,
  task,
  state: 'open',
  evidenceVersion: 0,
  waitingSince: null,
  overruled: null,
  settlesAt: null,
  askedVersion: 0,
  isLate: false,
  isKeptFromPeers: false,
  reopenedFor: null,
});

/** With a new version handed in: what was said about earlier ones counts no more. Unchecked, it is finished at once. */
export const submitted = (
  work: Work,
  {
    now,
    isChecked,
    isLate,
    isKeptFromPeers,
  }: Pick<Work, 'isLate' | 'isKeptFromPeers'> & { readonly now: Instant; readonly isChecked: boolean },
): Work => ({
  ...work,
  state: isChecked ? 'in-review' : 'finished',
  evidenceVersion: work.evidenceVersion + 1,
  waitingSince: isChecked ? now : null,
  settlesAt: isChecked ? null : now,
  overruled: null,
  isLate,
  isKeptFromPeers,
  reopenedFor: null,
  reported: null,
  askedOf: null,
});
