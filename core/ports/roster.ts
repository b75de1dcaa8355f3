import type { CommunityId } from '../ids.ts';
import type { Seat } from '../lists.ts';

export interface RosterMember {
  /** As the tenant knows the person. */
  readonly subject: string;
  /** Null: the school shares none. */
  readonly name: string | null;
  readonly seat: Seat;
}

/** Who is in a course, as its platform says. */
export interface Roster {
  /** Whose identities the members are. Null: the platform tells no roster of this course. */
  tenantOf(course: CommunityId): Promise<string | null>;
  /**
   * Everybody who is in the course now, page by page. Who is missing at the end has left: mark, never delete.
   * @throws Declined Unreachable at any page: then nothing follows from the pages before
   */
  members(course: CommunityId): AsyncIterable<RosterMember>;
}
