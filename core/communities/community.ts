import type { CommunityId, OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Audience, CommunityKind } from '../lists.ts';

/** A group in a tool: an LMS course, a chat server, a workspace. Unique by (kind, tenant, nativeId). */
export interface Community {
  readonly id: CommunityId;
  readonly revision: number;
  readonly kind: CommunityKind;
  /** For an LMS course: registration and deployment. Two schools behind one issuer never meet. */
  readonly tenant: string;
  readonly nativeId: string;
  readonly title: string;
  /** Whose community it is; null: nobody's yet. */
  readonly organiser: OrganiserId | null;
  readonly basis: 'organiser' | 'consent';
  readonly audience: Audience;
  readonly since: Instant;
  /** Null: its roster was never asked for. */
  readonly roster: RosterState | null;
}

/** When who is there was last read, and what came in between since. */
export interface RosterState {
  /** Null: not yet. */
  readonly at: Instant | null;
  /** Code of the last trouble; null: none. The roster stays as it was. */
  readonly trouble: string | null;
}
