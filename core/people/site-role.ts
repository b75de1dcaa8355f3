import type { LocationId, PersonId, SiteRoleId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** Roles that are of no single organiser: on a location, or on the whole site. */
export const siteRoles = [
  'coordinator',
  'policy-reader',
  'network-member',
  'youth-co-manager',
  'site-admin',
] as const;

/** Unique by (person, role, on). Ended, the row stays as the record. */
export interface SiteRole {
  readonly id: SiteRoleId;
  readonly revision: number;
  readonly person: PersonId;
  readonly role: (typeof siteRoles)[number];
  readonly on: LocationId | 'site';
  /** Null: the operator, by the command line. */
  readonly givenBy: PersonId | null;
  readonly at: Instant;
  readonly endedAt: Instant | null;
}
