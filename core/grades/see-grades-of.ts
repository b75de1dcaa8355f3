import { z } from 'zod';
import type { Community } from '../communities/community.ts';
import type { Placement } from '../communities/placement.ts';
import { OrganiserId, PersonId } from '../ids.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readSurroundings } from '../read-standing.ts';
import type { Texts } from '../texts.ts';
import { concernedBy } from './decide-grade.ts';
import type { Grade } from './grade.ts';

export const SeeGradesOf = z.object({ organiser: OrganiserId, person: PersonId });
export type SeeGradesOf = z.infer<typeof SeeGradesOf>;

/** One grade column of a learner. */
export interface GradeOf {
  readonly community: Community;
  readonly placement: Placement;
  /** What is graded. */
  readonly title: Texts;
  readonly max: number;
  /** Null: nothing was graded yet. */
  readonly grade: Grade | null;
}

/**
 * A learner's grades in the courses of an organiser, and for what it offers in courses of others: those that its people
 * may decide by hand. Nothing for readers who may not.
 */
export async function seeGradesOf(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { organiser, person }: SeeGradesOf,
): Promise<readonly GradeOf[]> {
  if (may.decideGrade(by, organiser).verdict !== 'yes') return [];
  const { memberships, communities, placements } = await readSurroundings({ records }, person);
  const learnsIn = new Set(
    memberships.filter(({ seat }) => seat === 'learner').map(({ community }) => community),
  );
  const graded = placements.filter(({ gradeColumn, community }) => gradeColumn && learnsIn.has(community));
  const found = await Promise.all(
    graded.map(async (placement): Promise<GradeOf | null> => {
      const community = communities.find(({ id }) => id === placement.community);
      const { concerned, title } = await concernedBy({ records }, placement);
      if (!community || !title || !placement.gradeColumn || !concerned.includes(organiser)) return null;
      const grade = await records.grades.one(placement.id, person);
      return { community, placement, title, max: placement.gradeColumn.max, grade };
    }),
  );
  return found.filter((one) => one !== null);
}
