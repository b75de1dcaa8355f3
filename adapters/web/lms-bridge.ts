import type { PlaylistId, Subject } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { Visit } from './visit.ts';

/** One link that a teacher puts into a course. */
export interface PickedItem {
  readonly subject: Subject;
  /** The playlist whose step it is; null: it stands alone. */
  readonly within: PlaylistId | null;
  readonly mode: 'whole' | 'each-activity';
  readonly withColumn: boolean;
  /** Null: none. Platforms that keep dates show it to learners. */
  readonly deadline: Instant | null;
  readonly title: string;
  readonly text: string;
}

/** What the pages ask of the LMS that a visit came from; filled by the LTI adapter. */
export interface LmsBridge {
  /** Null: this visit was not opened to choose content. */
  picking(visit: Visit): Promise<{ readonly acceptsMultiple: boolean; readonly returnOrigin: string } | null>;
  /** The answer to the LMS, for a form that posts it there. No items: the teacher cancelled. */
  place(
    visit: Visit,
    items: readonly PickedItem[],
  ): Promise<{ readonly action: string; readonly jwt: string }>;
  /** The link that this visit opened, for a teacher who chooses what stands behind it. Null: it opened none. */
  openedLink(
    visit: Visit,
  ): Promise<{ readonly nativeLink: string; readonly gradeColumn: { readonly max: number } | null } | null>;
}
