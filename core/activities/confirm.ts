import type { PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { NotAllowed, NotFound } from '../outcome.ts';
import type { CompletedBy } from './activity.ts';

/** What became of each person on the list. */
export interface ConfirmedRow {
  readonly person: PersonId;
  /** `not-there`: neither joined nor in a course where it is placed. `earns-nothing`: its teacher or a test student. */
  readonly result: 'confirmed' | 'has-it' | 'not-there' | 'earns-nothing' | 'own';
}

export interface Confirmations {
  readonly rows: readonly ConfirmedRow[];
  /** Until then its giver can undo it; nothing follows before. */
  readonly undoUntil: Instant;
}

export type ConfirmRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'other-way'; readonly way: CompletedBy['way'] };
