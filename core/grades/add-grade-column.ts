import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { Declined, Unreachable } from '../faults.ts';
import { PlacementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { type Language, textFor } from '../texts.ts';
import type { GradeTrouble } from './grade.ts';
import { troubleOf } from './grade-trouble.ts';
import { subjectName } from './subject-name.ts';

export const AddGradeColumn = z.object({ placement: PlacementId });
export type AddGradeColumn = z.infer<typeof AddGradeColumn>;

export type AddGradeColumnRefusal =
  | NotFound
  | NotAllowed
  /** The LMS made none. */
  | { readonly why: 'no-column-made'; readonly trouble: GradeTrouble };

/**
 * A teacher wants a grade column for a link of the seat's course: one that was never there, or was deleted. Pressed
 * twice, or answered too late, the LMS still gets one. All grades for it go out.
 * @param language of the column's title
 */
export async function addGradeColumn(
  { records, gradebook }: Pick<Ports, 'records' | 'gradebook'>,
  by: Actor,
  input: AddGradeColumn,
  language: Language,
): Promise<Outcome<null, AddGradeColumnRefusal>> {
  const community = by.seat && (await records.communities.byId(by.seat.community));
  const placement = await records.placements.byId(input.placement);
  if (!community || placement?.community !== community.id) return refused({ why: 'not-found' });
  const allowed = may.addGradeColumn(by, community);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const name = await subjectName({ records }, placement.subject);
  if (!name) return refused({ why: 'not-found' });

  const gradeColumn = placement.gradeColumn ?? { max: 100 };
  try {
    await gradebook.addColumn(placement.id, textFor(name, [language]).text, gradeColumn.max);
  } catch (fault) {
    if (!(fault instanceof Declined || fault instanceof Unreachable)) throw fault;
    return refused({ why: 'no-column-made', trouble: troubleOf(fault) });
  }
  await records.keep({ placement: placement.gradeColumn ? [] : [{ ...placement, gradeColumn }] }, [
    domainEvent(by, 'grade-column.added', { placement: placement.id }),
  ]);
  return done(null);
}
