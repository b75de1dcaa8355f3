import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { newId, PersonId, PlacementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Grade } from './grade.ts';

export const DecideGrade = z.object({
  placement: PlacementId,
  person: PersonId,
  points: z.number().int().min(0),
  /** 2..500 characters, on record. */
  reason: z.string().trim().min(2).max(500),
});
export type DecideGrade = z.infer<typeof DecideGrade>;

export type DecideGradeRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'too-many-points'; readonly most: number };

/** The organiser of a course decides a grade by hand, lower than the rules say if it must be. It stays until decided again. */
export async function decideGrade(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: DecideGrade,
): Promise<Outcome<Grade, DecideGradeRefusal>> {
  const placement = await records.placements.byId(input.placement);
  const community = placement && (await records.communities.byId(placement.community));
  const member = placement && (await records.memberships.one(placement.community, input.person));
  if (!placement?.gradeColumn || !community?.organiser || !member) return refused({ why: 'not-found' });
  if (may.seeOrganiser(by, community.organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const allowed = may.decideGrade(by, community.organiser);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const { max } = placement.gradeColumn;
  if (input.points > max) return refused({ why: 'too-many-points', most: max });

  const known = await records.grades.one(placement.id, input.person);
  const grade: Grade = {
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    placement: placement.id,
    person: input.person,
    points: input.points,
    pointsMaximum: max,
    isComplete: input.points === max,
    asOf: clock.now(),
    byHand: { by: by.person, reason: input.reason, at: clock.now() },
    state: 'queued',
    sent: known?.sent ?? null,
    trouble: null,
  };
  const there = { person: by.person, seat: { community: placement.community, as: 'visitor' as const } };
  await records.keep({ grade: [grade] }, [
    domainEvent(there, 'grade.queued', { grade: grade.id, placement: placement.id, person: input.person }),
  ]);
  return done({ ...grade, revision: grade.revision + 1 });
}
