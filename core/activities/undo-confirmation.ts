import { z } from 'zod';
import { ActivityId, PersonId } from '../ids.ts';
import { later, undoMs } from '../instant.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';

export const UndoConfirmation = z.object({
  activity: ActivityId,
  persons: z.array(PersonId).min(1).max(200),
});
export type UndoConfirmation = z.infer<typeof UndoConfirmation>;

export type UndoConfirmationRefusal = NotFound | { readonly why: 'too-late' };

/** Takes one's own confirmation back within 10 s; refused as a whole if it came too late for one of them. */
export async function undoConfirmation(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { activity, persons }: UndoConfirmation,
): Promise<Outcome<{ readonly undone: readonly PersonId[] }, UndoConfirmationRefusal>> {
  const enrolments = await Promise.all(
    [...new Set(persons)].map((person) => records.enrolments.one(person, { kind: 'activity', id: activity })),
  );
  const own = enrolments.filter((one) => one !== null).filter(({ confirmed }) => confirmed?.by === by.person);
  if (own.length === 0) return refused({ why: 'not-found' });
  const now = clock.now();
  if (own.some(({ confirmed }) => confirmed && now >= later(confirmed.at, undoMs))) {
    return refused({ why: 'too-late' });
  }

  await records.keep({ enrolment: own.map((one) => ({ ...one, confirmed: null })) });
  return done({ undone: own.map(({ person }) => person) });
}
