import type { CommunityId, GrantId, OrganiserId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Seat } from '../lists.ts';

/**
 * An organiser's word that a native role of a community may act for it there, and only there.
 * Being LMS instructor or server admin grants nothing by itself.
 */
export interface Grant {
  readonly id: GrantId;
  readonly revision: number;
  readonly community: CommunityId;
  readonly organiser: OrganiserId;
  readonly nativeRole: Seat;
  readonly role: 'reviewer';
  /** Null: standing, given by registering the LMS for this organiser. */
  readonly givenBy: PersonId | null;
  readonly at: Instant;
  /** Null: until ended. */
  readonly until: Instant | null;
}
