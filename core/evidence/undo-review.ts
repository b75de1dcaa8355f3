import { z } from 'zod';
import { WorkId } from '../ids.ts';
import { type Instant, later, undoMs } from '../instant.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readHat, readWork, type WorkRead } from '../read-work.ts';
import type { Review } from './review.ts';
import type { Work } from './work.ts';
import { workAfterReviews } from './work-after-reviews.ts';

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
  { work: id }: UndoReview,
): Promise<Outcome<Work, UndoReviewRefusal>> {
  const read = await readWork(ports, await ports.records.work.byId(id));
  const hat = read && (await readHat(ports, by, read));
  if (!read || !hat) return refused({ why: 'not-found' });
  if (read.work.overruled?.by === by.person) return undoOverruling(ports, read, read.work.overruled.at);

  const review = ownReview(read, by);
  if (review?.decision !== 'approve') return refused({ why: 'not-undoable' });
  if (review.undoneAt) return done(read.work);
  const now = ports.clock.now();
  if (now >= later(review.at, undoMs)) return refused({ why: 'too-late' });

  const undone = { ...review, undoneAt: now };
  const reviews = read.reviews.map((one) => (one.id === review.id ? undone : one));
  const work = withoutWord(read, reviews, now);
  // Written even where it stays as it is: what follows from it is then judged again.
  await ports.records.keep({ review: [undone], work: [work] });
  return done({ ...work, revision: work.revision + 1 });
}

/** The last one about the version that counts. */
const ownReview = ({ reviews, work }: WorkRead, by: Someone): Review | undefined =>
  reviews.findLast(
    ({ reviewer, evidenceVersion }) => reviewer === by.person && evidenceVersion === work.evidenceVersion,
  );

async function undoOverruling(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  read: WorkRead,
  at: Instant,
) {
  const now = clock.now();
  if (now >= later(at, undoMs)) return refused({ why: 'too-late' });
  const work = withoutWord({ ...read, work: { ...read.work, overruled: null } }, read.reviews, now);
  await records.keep({ work: [work] });
  return done({ ...work, revision: work.revision + 1 });
}

/** As if it had never been said. What was opened or overruled since is left alone. */
function withoutWord({ work, check, evidence }: WorkRead, reviews: readonly Review[], now: Instant): Work {
  if (work.state === 'open' || work.overruled) return work;
  return workAfterReviews(work, reviews, check, now, evidence?.at);
}
