import { z } from 'zod';
import { WorkId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Work } from './work.ts';

export const UndoReview = z.object({ work: WorkId });
export type UndoReview = z.infer<typeof UndoReview>;

export type UndoReviewRefusal =
  | NotFound
  /** Asking to improve and rejecting reach the learner at once. */
  | { readonly why: 'not-undoable' }
  | { readonly why: 'too-late' };

/** Takes one's own approval or overruling back within 10 s, before anything followed. */
export async function undoReview(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: UndoReview,
): Promise<Outcome<Work, UndoReviewRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
