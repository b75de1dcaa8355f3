import type { CommunityId, PersonId, PlacementId, PlaylistId, Subject } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** A subject put into a community. Unique by (community, nativeLink). */
export interface Placement {
  readonly id: PlacementId;
  readonly revision: number;
  readonly community: CommunityId;
  readonly subject: Subject;
  readonly mode: 'whole' | 'each-activity';
  /** Of an activity's own link: its step and its lock come from there. Null: it stands alone, nothing locks it. */
  readonly within: PlaylistId | null;
  readonly nativeLink: string;
  /** Null: no column. `max` 1..1000. */
  readonly gradeColumn: { readonly max: number } | null;
  /** Marks work late and shuts nothing. */
  readonly deadline: Instant | null;
  /** Null: bound by a learner's first launch of a copied link. */
  readonly by: PersonId | null;
  readonly at: Instant;
  /** The community gave its place to something else; grades of it stay and move no more. Null: it stands there. */
  readonly removedAt: Instant | null;
}
