import type { OrganiserId, PersonId, StaffId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { OrganiserRole } from '../lists.ts';

/** A person's role on an organiser. One row per person and organiser: the widest role counts. */
export interface Staff {
  readonly id: StaffId;
  readonly revision: number;
  readonly organiser: OrganiserId;
  readonly person: PersonId;
  readonly role: OrganiserRole;
  /** Null: the operator, by the command line. */
  readonly invitedBy: PersonId | null;
  readonly at: Instant;
  /** Set when the role was ended; the row stays as the record. */
  readonly endedAt: Instant | null;
}
