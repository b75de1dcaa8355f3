import type { Instant } from '../instant.ts';
import { later, undoMs } from '../instant.ts';
import type { Check } from './check.ts';
import type { Review } from './review.ts';
import type { Work } from './work.ts';

/** What was said about one evidence version, without what its giver took back. */
export const standing = (reviews: readonly Review[], evidenceVersion: number): readonly Review[] =>
  reviews.filter((review) => review.evidenceVersion === evidenceVersion && review.undoneAt === null);

/** How many different people approved. */
export const approvals = (reviews: readonly Review[]): number =>
  new Set(reviews.filter(({ decision }) => decision === 'approve').map(({ reviewer }) => reviewer)).size;

/**
 * Where work stands after all that was said about its present version (R9). The order in which it was said does not
 * matter: one rejection or one wish for improvement outweighs every approval. Reviews of other versions never count.
 */
export function stateAfterReviews(
  reviews: readonly Review[],
  evidenceVersion: number,
  { need }: Pick<Check, 'need'>,
): 'in-review' | 'to-improve' | 'rejected' | 'finished' {
  const said = standing(reviews, evidenceVersion);
  if (said.some(({ decision }) => decision === 'reject')) return 'rejected';
  if (said.some(({ decision }) => decision === 'improve')) return 'to-improve';
  return need > 0 && approvals(said) >= need ? 'finished' : 'in-review';
}

/**
 * @param now of the last review, or of taking one back: what finishes settles when its giver can undo no more
 * @param handedInAt when the version was handed in that waits again
 */
export function workAfterReviews(
  work: Work,
  reviews: readonly Review[],
  check: Pick<Check, 'need'>,
  now: Instant,
  handedInAt: Instant | null = work.waitingSince,
): Work {
  const state = stateAfterReviews(reviews, work.evidenceVersion, check);
  return {
    ...work,
    state,
    waitingSince: state === 'in-review' ? (handedInAt ?? now) : null,
    settlesAt: state === 'finished' ? settled(work, now) : null,
    overruled: null,
  };
}

/** Finished before, it settles as was told then. */
const settled = (work: Work, now: Instant): Instant =>
  work.state === 'finished' && work.settlesAt ? work.settlesAt : later(now, undoMs);
