import { z } from 'zod';
import type { Community } from '../communities/community.ts';
import type { Placement } from '../communities/placement.ts';
import { PlacementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Texts } from '../texts.ts';
import { type Delivered, deliveredOf, type Grade } from './grade.ts';
import { subjectName } from './subject-name.ts';

export const ListGrades = z.object({
  /** Null: the first column. */
  placement: PlacementId.nullable().default(null),
  after: z.string().max(200).nullable().default(null),
  size: z.number().int().min(1).max(200).default(100),
});
export type ListGrades = z.infer<typeof ListGrades>;

export interface GradesView {
  readonly community: Community;
  /** Grade columns of this course, to choose from. */
  readonly columns: readonly { readonly placement: Placement; readonly title: Texts }[];
  /** The one shown; null: the course has no column. */
  readonly column: Placement | null;
  readonly lines: readonly GradeLine[];
  readonly next: string | null;
}

export interface GradeLine {
  readonly grade: Grade;
  /** As shared in this course, else the alias. */
  readonly name: string;
  /** Null: nobody is to be graded any more. */
  readonly delivered: Delivered | null;
}

type Wanted = Pick<Ports, 'records'>;

/** What stands in the grade columns of the seat's course, what waits and what needs somebody, for its granted teachers. */
export async function listGrades(
  { records }: Wanted,
  by: Actor,
  { placement, after, size }: ListGrades,
): Promise<Outcome<GradesView, NotFound | NotAllowed>> {
  const community = by.seat && (await records.communities.byId(by.seat.community));
  if (!community) return refused({ why: 'not-found' });
  const allowed = may.seeClass(by, community);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  const columns = await columnsIn({ records }, community);
  const shown = placement === null ? columns[0] : columns.find((one) => one.placement.id === placement);
  if (placement !== null && !shown) return refused({ why: 'not-found' });
  const found = shown && (await records.grades.of(shown.placement.id, { size, after }));
  return done({
    community,
    columns,
    column: shown?.placement ?? null,
    lines: found ? await linesOf({ records }, community, found.items) : [],
    next: found?.next ?? null,
  });
}

async function columnsIn({ records }: Wanted, community: Community): Promise<GradesView['columns']> {
  const placements = await records.placements.in(community.id);
  const columns = await Promise.all(
    placements
      .filter(({ gradeColumn }) => gradeColumn !== null)
      .map(async (placement) => ({ placement, title: await subjectName({ records }, placement.subject) })),
  );
  return columns.flatMap(({ placement, title }) => (title ? [{ placement, title }] : []));
}

async function linesOf(
  { records }: Wanted,
  community: Community,
  grades: readonly Grade[],
): Promise<readonly GradeLine[]> {
  const [people, members] = await Promise.all([
    records.people.byIds(grades.map(({ person }) => person)),
    Promise.all(grades.map(({ person }) => records.memberships.one(community.id, person))),
  ]);
  const aliases = new Map(people.map(({ id, alias }) => [id, alias]));
  return grades.map((grade, at) => ({
    grade,
    name: members[at]?.name ?? aliases.get(grade.person) ?? '–',
    delivered: deliveredOf(grade),
  }));
}
