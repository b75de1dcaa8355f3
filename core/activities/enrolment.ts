import type { ActivityId, CommunityId, EnrolmentId, OrganiserId, PersonId, Subject } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** Joining an activity or a playlist. Unique by (person, subject); leaving and coming back keeps progress. */
export interface Enrolment {
  readonly id: EnrolmentId;
  readonly revision: number;
  readonly person: PersonId;
  readonly subject: Subject;
  /** The subject's organiser, whose queue a request stands in; null for a learner-made playlist. */
  readonly organiser: OrganiserId | null;
  readonly state:
    | 'invited'
    | 'declined'
    | 'requested'
    | 'refused'
    | 'waitlisted'
    | 'joined'
    | 'completed'
    | 'left'
    | 'removed';
  readonly startedAt: Instant | null;
  /** Null: on the web, in no community. */
  readonly via: CommunityId | null;
  readonly version: number;
  /** Why it was refused or removed. */
  readonly reason: string | null;
  readonly at: Instant;
  /** An organiser's word by hand, which counts 10 s later; null: none, or it was undone. */
  readonly confirmed: Confirmed | null;
  /** Steps of this playlist that were told to be open; empty for an activity. */
  readonly opened: readonly ActivityId[];
}

export interface Confirmed {
  readonly how: 'attendance' | 'organiser';
  /** Null: the operator. */
  readonly by: PersonId | null;
  readonly at: Instant;
}
