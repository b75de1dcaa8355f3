import type { Review } from '../evidence/review.ts';
import { withoutStaffWords } from '../evidence/work.ts';
import type { PersonId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from './actor.ts';
import { may } from './may.ts';
import { type OwnRecords, readOwn } from './read-own.ts';

/**
 * Everything that is kept about somebody. Files are named by their ids; who reviewed, what reviewers said among
 * themselves, and who else was there, is not theirs to know.
 */
export interface PersonExport extends Omit<OwnRecords, 'reviewsReceived'> {
  readonly reviewsReceived: readonly Omit<Review, 'reviewer'>[];
}

/** A copy of all of one's own (R32); the operator makes it for others. */
export async function exportPerson(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: PersonId,
): Promise<Outcome<PersonExport, NotFound>> {
  const isTheirs = by.person === id || may.runSite(by).verdict === 'yes';
  const own = isTheirs ? await readOwn({ records }, id) : null;
  if (!own) return refused({ why: 'not-found' });

  const reviewsReceived = own.reviewsReceived.map(({ reviewer: _, ...review }) => review);
  const rooms = own.rooms.map((room) => ({
    ...room,
    attendances: room.attendances.filter(({ person }) => person === id),
  }));
  return done({ ...own, reviewsReceived, rooms, work: own.work.map(withoutStaffWords) });
}
