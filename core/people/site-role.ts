import type { ActivityId, LocationId, PersonId, SiteRoleId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** Roles that the operator gives: on a location, or on the whole site. */
export const siteRoles = [
  'coordinator',
  'policy-reader',
  'network-member',
  'youth-co-manager',
  'site-admin',
] as const;

/**
 * A role on anything but an organiser: one of these, or host of an activity. Unique by (person, role, on).
 * Ended, the row stays as the record.
 */
export interface SiteRole {
  readonly id: SiteRoleId;
  readonly revision: number;
  readonly person: PersonId;
  readonly role: (typeof siteRoles)[number] | 'host';
  readonly on: LocationId | ActivityId | 'site';
  /** Null: the operator, by the command line. */
  readonly givenBy: PersonId | null;
  readonly at: Instant;
  readonly endedAt: Instant | null;
}
