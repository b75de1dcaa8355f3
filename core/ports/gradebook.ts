import type { PlacementId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Identity } from '../people/identity.ts';

export interface Result {
  /** Whole numbers, 0 ≤ points ≤ pointsMaximum. */
  readonly points: number;
  readonly pointsMaximum: number;
  readonly state: 'under-way' | 'complete';
  readonly asOf: Instant;
  readonly comment: string | null;
}

/** The grade columns of the LMS that a placement stands in. */
export interface Gradebook {
  /**
   * Shows a result in the column of a placement. The same result again, or one older than the last that was sent
   * there, is not sent; nor is one of somebody who only looks around in the course.
   * @throws Declined not a learner there, column deleted, attempts used up
   * @throws Unreachable tried again
   */
  write(placement: PlacementId, learner: Identity, result: Result): Promise<'shown' | 'newer' | 'not-graded'>;
  /** LMS subject → whole per cent of the maximum. */
  read(placement: PlacementId): Promise<ReadonlyMap<string, number>>;
  /** Makes the column of a placement, unless the LMS has one for it. @throws Declined @throws Unreachable */
  addColumn(placement: PlacementId, label: string, pointsMaximum: number): Promise<void>;
  /** The tenant whose identity of a person the placement's course knows. Null: no LMS course. */
  tenantOf(placement: PlacementId): Promise<string | null>;
}
