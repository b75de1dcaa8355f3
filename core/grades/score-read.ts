import type { ActivityId, CommunityId, OrganiserId, PersonId, PlacementId, ScoreId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** What stands for a learner in a grade column of an LMS, as it was read back. Unique by (placement, person). */
export interface ScoreRead {
  readonly id: ScoreId;
  readonly revision: number;
  readonly placement: PlacementId;
  readonly community: CommunityId;
  /** Whose course it is; null: nobody's yet, and then it counts for nothing. */
  readonly organiser: OrganiserId | null;
  readonly activity: ActivityId;
  readonly person: PersonId;
  /** Whole, 0 or more: some platforms give more than the maximum. */
  readonly percent: number;
  readonly readAt: Instant;
}

/** The best of somebody's scores in an activity; null: none was read. */
export const bestScore = (
  scores: readonly ScoreRead[],
  activity: ActivityId,
  counts: (score: ScoreRead) => boolean = ({ organiser }) => organiser !== null,
): number | null =>
  scores
    .filter((score) => score.activity === activity && counts(score))
    .reduce<number | null>((best, { percent }) => Math.max(best ?? 0, percent), null);
