import type { ActivityId, PlaylistId, TaskId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { OrganiserRole } from './lists.ts';

/**
 * The tree behind a yes or no. Deciding and explaining are one function: the root's verdict is the decision.
 * `because` lists what it rests on, the shortest way to a yes first.
 */
export interface Explanation {
  readonly verdict: 'yes' | 'no' | 'waiting';
  readonly reason: Reason;
  readonly because: readonly Explanation[];
}

/** Counts, ids and dates, never other people's names. Each `is` has a sentence in every language. */
export type Reason =
  // Is this step open?
  | { readonly is: 'open' }
  | { readonly is: 'done-before'; readonly at: Instant | null }
  | { readonly is: 'locked-by'; readonly steps: readonly ActivityId[] }
  | { readonly is: 'not-started-yet'; readonly startsAt: Instant }
  | { readonly is: 'deadline-passed'; readonly at: Instant }
  | { readonly is: 'full'; readonly capacity: number }
  | { readonly is: 'approval-pending' }
  | { readonly is: 'invitation-needed' }
  | { readonly is: 'unpublished' }
  // Where is my work?
  | { readonly is: 'nothing-handed-in'; readonly task: TaskId }
  | { readonly is: 'waits-for'; readonly task: TaskId; readonly peers: number; readonly organisers: number }
  | { readonly is: 'sent-back'; readonly task: TaskId; readonly words: string }
  | { readonly is: 'rejected'; readonly task: TaskId; readonly words: string }
  | { readonly is: 'overruled'; readonly task: TaskId }
  | { readonly is: 'finished'; readonly task: TaskId }
  // What is an activity, a playlist, a badge made of?
  | { readonly is: 'tasks'; readonly reached: number; readonly need: number }
  | { readonly is: 'declaration-missing' }
  | { readonly is: 'attendance-missing'; readonly minMinutes: number }
  | { readonly is: 'organisers-word-missing' }
  /** `reached` null: no score was read yet. Whole per cent. */
  | { readonly is: 'score-below'; readonly atLeast: number; readonly reached: number | null }
  | { readonly is: 'score-reached'; readonly atLeast: number; readonly reached: number }
  | { readonly is: 'completed'; readonly activity: ActivityId }
  | { readonly is: 'completion-missing'; readonly activity: ActivityId }
  | { readonly is: 'steps'; readonly playlist: PlaylistId; readonly reached: number; readonly need: number }
  | { readonly is: 'by-hand' }
  | { readonly is: 'by-code' }
  | { readonly is: 'prerequisites'; readonly reached: number; readonly need: number }
  | { readonly is: 'issuer-address-missing' }
  | { readonly is: 'badge-retired' }
  | { readonly is: 'consent-missing'; readonly purpose: 'issue-badges' | 'public-profile' | 'photo-evidence' }
  | { readonly is: 'revoked'; readonly words: string }
  | { readonly is: 'has-it'; readonly since: Instant }
  | { readonly is: 'expired'; readonly at: Instant }
  | { readonly is: 'withdrawn' }
  | { readonly is: 'due' }
  // Why may I not?
  | { readonly is: 'allowed' }
  | { readonly is: 'own-evidence' }
  | { readonly is: 'not-joined' }
  | { readonly is: 'no-shared-community' }
  | { readonly is: 'already-reviewed' }
  | { readonly is: 'is-staff' }
  | { readonly is: 'nothing-waits' }
  | { readonly is: 'not-finished' }
  | { readonly is: 'under-18-media' }
  | {
      readonly is: 'wrong-role';
      readonly could: readonly (OrganiserRole | 'host' | 'teacher' | 'coordinator' | 'site-admin')[];
    }
  /** A test student, a teacher of this course, a visitor: they look around, nothing counts. */
  | { readonly is: 'earns-nothing'; readonly as: 'test-student' | 'teacher' | 'visitor' }
  /** Offered to organisers instead of peers: too few have joined, or nobody answered in time. */
  | { readonly is: 'too-few-peers'; readonly joined: number; readonly need: number }
  | { readonly is: 'unanswered-since'; readonly at: Instant }
  | { readonly is: 'reject-is-for-organisers' }
  | { readonly is: 'confirmed'; readonly at: Instant }
  | { readonly is: 'not-issued' }
  | { readonly is: 'not-by-hand' }
  | { readonly is: 'not-visible' }
  | { readonly is: 'not-signed-in' }
  // Why no public link?
  | { readonly is: 'badge-not-anyone' }
  | { readonly is: 'organiser-unverified' }
  | { readonly is: 'under-18' }
  // Why was the code refused?
  | { readonly is: 'code-unknown' }
  | { readonly is: 'code-too-early'; readonly at: Instant }
  | { readonly is: 'code-over'; readonly at: Instant }
  | { readonly is: 'code-used-up' }
  | {
      readonly is: 'code-used-by-you';
      readonly at: Instant;
      readonly state: 'used' | 'requested' | 'refused';
    }
  | { readonly is: 'code-not-yours' }
  | { readonly is: 'member-already'; readonly since: Instant }
  | { readonly is: 'code-locked' };

export const yes = (reason: Reason, because: readonly Explanation[] = []): Explanation => ({
  verdict: 'yes',
  reason,
  because,
});
export const no = (reason: Reason, because: readonly Explanation[] = []): Explanation => ({
  verdict: 'no',
  reason,
  because,
});
export const waiting = (reason: Reason, because: readonly Explanation[] = []): Explanation => ({
  verdict: 'waiting',
  reason,
  because,
});
