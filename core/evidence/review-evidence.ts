import { z } from 'zod';
import { WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Review } from './review.ts';
import type { Work } from './work.ts';

export const ReviewEvidence = z.object({
  work: WorkId,
  /** The one that was on the page. */
  evidenceVersion: z.number().int().min(1),
  decision: z.enum(['approve', 'improve', 'reject']),
  /** 2 characters or more to ask for improvement or to reject. */
  words: z.string().trim().max(2000).nullable().default(null),
});
export type ReviewEvidence = z.infer<typeof ReviewEvidence>;

export type ReviewEvidenceRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'words-needed'; readonly least: 2 }
  /** A newer version, taken back, or decided meanwhile: nothing was counted. */
  | { readonly why: 'moved-on'; readonly state: Work['state']; readonly evidenceVersion: number };

export interface Reviewed {
  readonly work: Work;
  readonly review: Review;
  /** Until then its giver can undo an approval; null: it counts at once. */
  readonly undoUntil: Instant | null;
}

/** One reviewer's word on what was handed in. The same word twice is once. */
export async function reviewEvidence(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  input: ReviewEvidence,
): Promise<Outcome<Reviewed, ReviewEvidenceRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
