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
  readonly state: 'active' | 'inactive';
  /** A platform's test student: plays, but earns nothing and is in no list. */
  readonly isTest: boolean;
  readonly seenAt: Instant;
}
