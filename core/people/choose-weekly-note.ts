import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { dayMs, hourMs, type Instant, instant, millis } from '../instant.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import type { Person } from './person.ts';

export const ChooseWeeklyNote = z.object({ wanted: z.enum(['yes', 'no']) });
export type ChooseWeeklyNote = z.infer<typeof ChooseWeeklyNote>;

export type ChooseWeeklyNoteRefusal = NotFound | { readonly why: 'email-needed' };

/** A reviewer chooses, or stops, a mail on Mondays about what waits for them. Nobody gets one unasked. */
export async function chooseWeeklyNote(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { wanted }: ChooseWeeklyNote,
): Promise<Outcome<Person, ChooseWeeklyNoteRefusal>> {
  const person = await records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const isWanted = wanted === 'yes';
  if ((person.weeklyNote?.isWanted ?? false) === isWanted) return done(person);
  if (isWanted && !person.emails.some(({ verifiedAt }) => verifiedAt))
    return refused({ why: 'email-needed' });

  // The round makes void what was due before.
  const round = (person.weeklyNote?.round ?? 0) + 1;
  const chosen: Person = { ...person, weeklyNote: { isWanted, round } };
  const due = domainEvent(by, 'weekly-note.due', { person: person.id, round }, nextMonday(clock.now()));
  await records.keep({ person: [chosen] }, isWanted ? [due] : []);
  return done({ ...chosen, revision: chosen.revision + 1 });
}

/** Seven in the morning, UTC, of the next Monday that is a day away or more. */
export function nextMonday(now: Instant): Instant {
  const midnight = Math.floor((millis(now) + dayMs) / dayMs) * dayMs;
  // 1970 began on a Thursday.
  const weekday = (midnight / dayMs + 3) % 7;
  return instant(midnight + ((7 - weekday) % 7) * dayMs + 7 * hourMs);
}
