import type {
  ActivityId,
  AwardId,
  EnrolmentId,
  EvidenceId,
  ForeignBadgeId,
  IdentityId,
  MembershipId,
  MergeId,
  NoticeId,
  PersonId,
  StaffId,
  WorkId,
} from '../ids.ts';
import { dayMs, type Instant, later } from '../instant.ts';

/** Two persons who turned out to be one. Kept on record, and undoable for 30 days: it names all that was moved. */
export interface Merge {
  readonly id: MergeId;
  readonly revision: number;
  readonly kept: PersonId;
  readonly merged: PersonId;
  readonly at: Instant;
  /** Null: it stands. */
  readonly undoneAt: Instant | null;
  /** What was the merged one's and is the kept one's now. */
  readonly moved: {
    readonly identities: readonly IdentityId[];
    readonly memberships: readonly MembershipId[];
    readonly enrolments: readonly EnrolmentId[];
    readonly work: readonly WorkId[];
    readonly evidence: readonly EvidenceId[];
    readonly completions: readonly ActivityId[];
    readonly awards: readonly AwardId[];
    readonly staff: readonly StaffId[];
    readonly notices: readonly NoticeId[];
    /** Absent: it was before there were any. */
    readonly foreignBadges?: readonly ForeignBadgeId[];
  };
}

export const mergeUndoMs = 30 * dayMs;

/** From then on it stands. */
export const undoableUntil = ({ at }: Pick<Merge, 'at'>): Instant => later(at, mergeUndoMs);
