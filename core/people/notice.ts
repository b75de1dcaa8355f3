import type { NoticeId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Note } from './note.ts';

/** A message to one person. It waits on their next page until they have seen it. */
export interface Notice {
  /** Made from the delivery's key, so a repeated reaction keeps no second one. */
  readonly id: NoticeId;
  readonly revision: number;
  readonly person: PersonId;
  readonly note: Note;
  readonly at: Instant;
  readonly seenAt: Instant | null;
}
