import type { GradeId, PersonId, PlacementId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** A score for the grade column of a placement. Unique by (placement, person). */
export interface Grade {
  readonly id: GradeId;
  readonly revision: number;
  readonly placement: PlacementId;
  readonly person: PersonId;
  /** What is true now; whole number, 0 ≤ points ≤ pointsMaximum. */
  readonly points: number;
  readonly pointsMaximum: number;
  readonly isComplete: boolean;
  /** Of those points. */
  readonly asOf: Instant;
  /** What the organiser decided by hand, lower ones too; null: the rules decide. */
  readonly byHand: { readonly by: PersonId | null; readonly reason: string; readonly at: Instant } | null;
  readonly state: 'queued' | 'sent' | 'refused';
  /** What the LMS last took; null: nothing yet. */
  readonly sent: { readonly points: number; readonly at: Instant } | null;
  /** Code of the last trouble, for the page that lists it; null: none. */
  readonly trouble: string | null;
}

/** For the page that lists grades: in the LMS, on its way, or waiting for somebody to act. */
export type Delivered = 'sent' | 'waiting' | 'needs-you';

export const deliveredOf = ({ state }: Pick<Grade, 'state'>): Delivered =>
  state === 'queued' ? 'waiting' : state === 'refused' ? 'needs-you' : 'sent';
