import { z } from 'zod';
import { type DomainEvents, domainEvent } from '../domain-events.ts';
import { newId, WorkId } from '../ids.ts';
import { type Instant, later, undoMs } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readHat, readWork, type WorkRead } from '../read-work.ts';
import { judgeReview } from './judge-review.ts';
import type { Review } from './review.ts';
import type { Work } from './work.ts';
import { standing, workAfterReviews } from './work-after-reviews.ts';

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
  const read = await readWork(ports, await ports.records.work.byId(input.work));
  const hat = read && (await readHat(ports, by, read));
  if (!read || !hat) return refused({ why: 'not-found' });

  const { work } = read;
  const before = sameWord(read.reviews, by, input);
  if (before) return done({ work, review: before, undoUntil: undoUntil(before) });
  if (work.state !== 'in-review' || work.evidenceVersion !== input.evidenceVersion) {
    return refused({ why: 'moved-on', state: work.state, evidenceVersion: work.evidenceVersion });
  }
  const may = judgeReview({ ...read, reviewer: by.person, hat }, input.decision);
  if (may.verdict !== 'yes') return refused({ why: 'not-allowed', because: may });
  if (input.decision !== 'approve' && (input.words ?? '').length < 2) {
    return refused({ why: 'words-needed', least: 2 });
  }
  return keepReview(ports, by, read, hat === 'peer' ? 'peer' : 'organiser', input);
}

async function keepReview(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  read: WorkRead,
  as: Review['as'],
  { decision, words, evidenceVersion }: ReviewEvidence,
) {
  const now = clock.now();
  const review: Review = {
    id: newId(ids),
    revision: 0,
    work: read.work.id,
    evidenceVersion,
    reviewer: by.person,
    as,
    decision,
    words: words || null,
    at: now,
    undoneAt: null,
  };
  const work = workAfterReviews(read.work, [...read.reviews, review], read.check, now);
  const { person, activity, task } = work;
  const about = { person, activity, task, evidenceVersion };
  await records.keep({ review: [review], work: [work] }, [
    domainEvent(by, 'review.given', about),
    ...followUp(by, work, about),
  ]);
  return done({ work: { ...work, revision: work.revision + 1 }, review, undoUntil: undoUntil(review) });
}

/** What an approval brings waits for its undoing; what was sent back is told at once. */
function followUp(by: Someone, { state, settlesAt }: Work, about: DomainEvents['work.finished']) {
  if (state === 'finished') return [domainEvent(by, 'work.finished', about, settlesAt ?? undefined)];
  if (state === 'to-improve') return [domainEvent(by, 'work.sent-back', about)];
  if (state === 'rejected') return [domainEvent(by, 'work.rejected', about)];
  return [];
}

const undoUntil = ({ decision, at }: Review): Instant | null =>
  decision === 'approve' ? later(at, undoMs) : null;

/** Clicked twice, or sent again after a lost answer. */
const sameWord = (reviews: readonly Review[], by: Someone, input: ReviewEvidence): Review | null =>
  standing(reviews, input.evidenceVersion).find(
    ({ reviewer, decision, words }) =>
      reviewer === by.person && decision === input.decision && words === (input.words || null),
  ) ?? null;
