import type { CommunityId, GradeId, PersonId, PlacementId } from '../ids.ts';
import { type Instant, later } from '../instant.ts';

/** A score for the grade column of a placement. Unique by (placement, person). */
export interface Grade {
  readonly id: GradeId;
  readonly revision: number;
  readonly placement: PlacementId;
  /** The placement's. */
  readonly community: CommunityId;
  readonly person: PersonId;
  /** What is true now; whole number, 0 ≤ points ≤ pointsMaximum. */
  readonly points: number;
  readonly pointsMaximum: number;
  readonly isComplete: boolean;
  /** Of those points. */
  readonly asOf: Instant;
  /** What the organiser decided by hand, lower ones too; null: the rules decide. */
  readonly byHand: { readonly by: PersonId | null; readonly reason: string; readonly at: Instant } | null;
  readonly state: GradeState;
  /** How often it was queued: only the last queueing sends it. */
  readonly round: number;
  /** What the LMS last took; null: nothing yet. */
  readonly sent: { readonly points: number; readonly at: Instant } | null;
  /** In this round, without success. */
  readonly failedTries: number;
  /** Null: at once, or not by itself. */
  readonly nextTry: Instant | null;
  /** Of the last failed try, for the page that lists it; null: none. */
  readonly trouble: GradeTrouble | null;
  /** What the LMS answered to it, at most 300 characters; null: nothing that could be read. */
  readonly answer: string | null;
  /** Key of its delivery that was set aside; null: none was. */
  readonly setAside: string | null;
}

/** `dropped`: nobody is to be graded any more, for they were erased or only look around now. */
export type GradeState = 'queued' | 'sent' | 'refused' | 'dropped';

/** Why an LMS does not show a grade. Each has a sentence and an advice in every language. */
export const gradeTroubles = [
  'unreachable',
  'not-a-learner',
  'not-known-there',
  'column-deleted',
  'column-missing',
  'unpublished',
  'concluded',
  'attempts-used-up',
  'older',
  'scope-missing',
  'forbidden',
  'token-refused',
  'platform-inactive',
  'url-not-allowed',
  'not-taken',
  'our-fault',
] as const;
export type GradeTrouble = (typeof gradeTroubles)[number];

/** For the page that lists grades: in the LMS, on its way, or waiting for somebody to act. */
export type Delivered = 'sent' | 'waiting' | 'needs-you';

const delivered = { queued: 'waiting', sent: 'sent', refused: 'needs-you', dropped: null } as const;

/** Null: there is nothing to deliver any more. */
export const deliveredOf = ({ state }: Pick<Grade, 'state'>): Delivered | null => delivered[state];

type Unqueued = Omit<Grade, 'state' | 'failedTries' | 'nextTry' | 'trouble' | 'answer'>;

/** Later than the moment it had before, by whatever clock: so the newer of two results is known everywhere. */
export const asOfNow = (known: Pick<Grade, 'asOf'> | null, now: Instant): Instant =>
  known && known.asOf >= now ? later(known.asOf, 1) : now;

/** What a grade begins with that was never sent. */
export const neverSent = { round: 0, sent: null, setAside: null } as const;

/** The grade as it goes out, perhaps once more; earlier queueings send nothing from now on. */
export const queued = (grade: Unqueued): Grade => ({
  ...grade,
  state: 'queued',
  round: grade.round + 1,
  failedTries: 0,
  nextTry: null,
  trouble: null,
  answer: null,
});
