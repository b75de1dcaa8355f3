import type { CommunityId, MembershipId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Seat } from '../lists.ts';

/** A person in a community. Never deleted: who left is inactive. Unique by (community, person). */
export interface Membership {
  readonly id: MembershipId;
  readonly revision: number;
  readonly community: CommunityId;
  readonly person: PersonId;
  readonly seat: Seat;
  /** As shared there; null: only the alias is known. */
  readonly name: string | null;
  /** By what a list by name orders it: `sortsAs` of the name, or of the alias. */
  readonly sortsAs: string;
  readonly state: 'active' | 'inactive';
  /** A platform's test student: plays, but earns nothing and is in no list. */
  readonly isTest: boolean;
  readonly seenAt: Instant;
}
