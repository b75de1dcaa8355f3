import type { PersonId, ReviewId, WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** One reviewer's word on one evidence version. Unique by (work, evidenceVersion, reviewer). */
export interface Review {
  readonly id: ReviewId;
  readonly revision: number;
  readonly work: WorkId;
  readonly evidenceVersion: number;
  readonly reviewer: PersonId;
  /** Which check it counts for. */
  readonly as: 'peer' | 'organiser';
  readonly decision: 'approve' | 'improve' | 'reject';
  /** 2..2000 characters; required to ask for improvement or to reject. */
  readonly words: string | null;
  readonly at: Instant;
  /** Set when its giver took it back within 10 s. */
  readonly undoneAt: Instant | null;
}
