import { z } from 'zod';
import type { Community } from '../communities/community.ts';
import type { Placement } from '../communities/placement.ts';
import { PlacementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { GradeRow, GradeTally } from '../ports/records.ts';
import type { Texts } from '../texts.ts';
import { type Delivered, deliveredOf, type GradeTrouble } from './grade.ts';
import { subjectName } from './subject-name.ts';

const stateOf = { 'needs-you': 'refused', waiting: 'queued', sent: 'sent' } as const;

export const ShowGradesSent = z.object({
  /** Null: what needs somebody; if nothing does, what waits; else what is there. */
  shown: z.enum(['needs-you', 'waiting', 'sent']).nullable().default(null),
  /** Null: all columns of the course. */
  column: PlacementId.nullable().default(null),
  after: z.string().max(200).nullable().default(null),
  size: z.number().int().min(1).max(200).default(50),
});
export type ShowGradesSent = z.infer<typeof ShowGradesSent>;

export interface Column {
  readonly placement: Placement;
  readonly title: Texts;
}

export interface GradesSentView {
  readonly community: Community;
  readonly columns: readonly Column[];
  /** Links of the course that have none; they could. */
  readonly withoutColumn: readonly Column[];
  /** The one shown; null: all. */
  readonly column: Placement | null;
  readonly counts: Readonly<Record<Delivered, number>>;
  readonly shown: Delivered;
  /** Reasons in what is shown, in the order of the rows. */
  readonly groups: readonly GradeGroup[];
  readonly rows: readonly GradeRow[];
  readonly next: string | null;
}

export interface GradeGroup {
  /** Null: no try failed. */
  readonly trouble: GradeTrouble | null;
  readonly count: number;
  /** Columns that are concerned. */
  readonly placements: readonly PlacementId[];
}

/** What the gradebook of the seat's course shows, what is on its way and what needs somebody, for its granted teachers. */
export async function showGradesSent(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  wanted: ShowGradesSent,
): Promise<Outcome<GradesSentView, NotFound | NotAllowed>> {
  const community = by.seat && (await records.communities.byId(by.seat.community));
  if (!community) return refused({ why: 'not-found' });
  const allowed = may.seeClass(by, community);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  const [columns, tally] = await Promise.all([
    columnsIn({ records }, community),
    records.grades.tally(community.id),
  ]);
  const column = columns.find(({ placement }) => placement.id === wanted.column)?.placement ?? null;
  if (wanted.column !== null && !column) return refused({ why: 'not-found' });

  const counted = tally.filter(({ placement }) => column === null || placement === column.id);
  const counts = countsOf(counted);
  const shown = wanted.shown ?? firstOf(counts);
  const { items, next } = await records.grades.in(
    community.id,
    { placement: column?.id ?? null, state: stateOf[shown], trouble: null },
    { size: wanted.size, after: wanted.after },
  );
  return done({
    community,
    columns: columns.filter(({ placement }) => placement.gradeColumn !== null),
    withoutColumn: columns.filter(({ placement }) => placement.gradeColumn === null),
    column,
    counts,
    shown,
    groups: groupsOf(counted.filter((one) => deliveredOf(one) === shown)),
    rows: items,
    next,
  });
}

async function columnsIn(ports: Pick<Ports, 'records'>, community: Community): Promise<readonly Column[]> {
  const placements = await ports.records.placements.in(community.id);
  const named = await Promise.all(
    placements.map(async (placement) => ({ placement, title: await subjectName(ports, placement.subject) })),
  );
  return named.flatMap(({ placement, title }) => (title ? [{ placement, title }] : []));
}

function countsOf(tally: readonly GradeTally[]): Readonly<Record<Delivered, number>> {
  const count = (delivered: Delivered) =>
    tally.filter((one) => deliveredOf(one) === delivered).reduce((sum, one) => sum + one.count, 0);
  return { 'needs-you': count('needs-you'), waiting: count('waiting'), sent: count('sent') };
}

const firstOf = (counts: GradesSentView['counts']): Delivered =>
  counts['needs-you'] > 0 ? 'needs-you' : counts.waiting > 0 ? 'waiting' : 'sent';

function groupsOf(tally: readonly GradeTally[]): readonly GradeGroup[] {
  const troubles = [...new Set(tally.map(({ trouble }) => trouble))];
  return troubles
    .sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map((trouble) => {
      const those = tally.filter((one) => one.trouble === trouble);
      return {
        trouble,
        count: those.reduce((sum, one) => sum + one.count, 0),
        placements: those.map(({ placement }) => placement),
      };
    });
}
