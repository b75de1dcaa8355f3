import type { Activity } from '../activities/activity.ts';
import type { Enrolment } from '../activities/enrolment.ts';
import type { Task } from '../activities/task.ts';
import type { BadgeView } from '../badges/badge-view.ts';
import type { EvidenceItem } from '../evidence/evidence.ts';
import type { Work } from '../evidence/work.ts';
import type { Explanation } from '../explanation.ts';
import type { EvidenceId, OrganiserId, WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** An activity as one learner sees it: a step of a playlist, or standing alone. */
export interface StepView {
  readonly activity: Activity;
  /** Counts from 1; null: it stands alone. */
  readonly position: number | null;
  /** True where it stands alone. */
  readonly isMandatory: boolean;
  /** `waiting`: the learner has done their part, somebody else is asked. */
  readonly state: 'done' | 'open' | 'locked' | 'waiting';
  /** Is it open? A lock says what opens it. */
  readonly explanation: Explanation;
  /** What its completion rests on: what is there and what is missing. */
  readonly completion: Explanation;
  /** Null: never joined. */
  readonly enrolment: Enrolment['state'] | null;
  /** Joining makes a request where somebody has to agree. */
  readonly canJoin: boolean;
  readonly canLeave: boolean;
  readonly canDeclare: boolean;
  /** Tasks finished and needed; both 0 where tasks do not decide. */
  readonly reached: number;
  readonly needed: number;
  readonly tasks: readonly TaskView[];
  /** Null: it has none. */
  readonly badge: BadgeView | null;
  /** How much of others' evidence here waits for this person as a peer. */
  readonly peersQueue: number;
}

export interface TaskView {
  readonly task: Task;
  /** Null: nothing was ever handed in. */
  readonly work: WorkId | null;
  readonly state: Work['state'];
  readonly isLate: boolean;
  /** The version handed in last; null: none. */
  readonly evidence: EvidenceView | null;
  /** Where the work is, and who is asked. */
  readonly explanation: Explanation;
  readonly canSubmit: boolean;
  readonly canTakeBack: boolean;
  /** The form says so: pictures, sound and film of under-18s are looked at by organisers, not peers (R11). */
  readonly mediaGoesToOrganisers: boolean;
}

/** One version of what was handed in, with what reviewers said about it. */
export interface EvidenceView {
  readonly id: EvidenceId;
  readonly version: number;
  readonly items: readonly EvidenceItem[];
  readonly note: string | null;
  readonly at: Instant;
  readonly reviews: readonly ReviewView[];
}

/** Its giver's name is never told: a peer, or an organiser. */
export interface ReviewView {
  readonly from: 'peer' | 'organiser';
  readonly decision: 'approve' | 'improve' | 'reject';
  readonly words: string | null;
  readonly at: Instant;
}

export interface OrganiserSummary {
  readonly id: OrganiserId;
  readonly slug: string;
  readonly name: string;
  readonly url: string | null;
  readonly isVerified: boolean;
}
