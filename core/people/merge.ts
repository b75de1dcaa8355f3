import type { MergeId, PersonId } from '../ids.ts';
import { dayMs, type Instant, later } from '../instant.ts';
import type { called, DoneByKind } from './own-kind-names.ts';

/** Two persons who turned out to be one. Kept on record, and undoable for 30 days: it names all that was moved. */
export interface Merge {
  readonly id: MergeId;
  readonly revision: number;
  readonly kept: PersonId;
  readonly merged: PersonId;
  readonly at: Instant;
  /** Null: it stands. */
  readonly undoneAt: Instant | null;
  /** What was the merged one's and is the kept one's now. */
  readonly moved: Moved;
}

/** Ids, of completions those of their activities. Absent: it was before there were any. */
export type Moved = {
  readonly [Name in (typeof called)[keyof typeof called]]?: readonly string[];
} & {
  readonly [Kind in DoneByKind as `${Kind}s`]?: readonly string[];
} & {
  /** Addresses that the kept one has verified since. */
  readonly emails?: readonly string[];
};

export const mergeUndoMs = 30 * dayMs;

/** From then on it stands. */
export const undoableUntil = ({ at }: Pick<Merge, 'at'>): Instant => later(at, mergeUndoMs);
