import { isLearnerThere } from '../communities/earns-here.ts';
import type { Placement } from '../communities/placement.ts';
import { domainEvent, following, type Told } from '../domain-events.ts';
import { newId, type PersonId, type Subject } from '../ids.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { Grade } from './grade.ts';
import { judgeScore, moves } from './judge-score.ts';
import { learnersIn } from './learners-in.ts';

type Heard = Told<
  | 'activity.completed'
  | 'activity.completion-voided'
  | 'playlist.completed'
  | 'community.entered'
  | 'placement.made'
>;
type Wanted = Pick<Ports, 'records' | 'clock' | 'ids'>;

/** One learner's line in the column of a placement. */
interface Cell {
  readonly placement: Placement;
  /** Null where an activity is placed. */
  readonly playlist: Playlist | null;
  readonly person: PersonId;
}

/**
 * Works out the grade in every column that what happened concerns, in the courses where the learner is known,
 * and queues those that moved. Nothing is lowered. What was done before counts in a course met later.
 */
export async function passGradeBack(ports: Wanted, event: Heard): Promise<void> {
  if (event.name === 'placement.made') {
    const placement = await ports.records.placements.byId(event.payload.placement);
    for await (const people of placement?.gradeColumn ? learnersIn(ports, placement.community) : []) {
      await queueMoved(ports, event, await cellsOf(ports, placement ? [placement] : [], people));
    }
    return;
  }
  const placements = await concerned(ports, event);
  await queueMoved(ports, event, await cellsOf(ports, placements, [event.payload.person]));
}

async function concerned(
  { records }: Wanted,
  event: Exclude<Heard, { readonly name: 'placement.made' }>,
): Promise<readonly Placement[]> {
  if (event.name === 'community.entered') {
    return event.community ? records.placements.in(event.community) : [];
  }
  if (event.name === 'playlist.completed') {
    return records.placements.of({ kind: 'playlist', id: event.payload.playlist });
  }
  const { activity } = event.payload;
  const holding = await records.playlists.holding(activity);
  const subjects: readonly Subject[] = [
    { kind: 'activity', id: activity },
    ...holding.map(({ id }) => ({ kind: 'playlist', id }) as const),
  ];
  return (await Promise.all(subjects.map((subject) => records.placements.of(subject)))).flat();
}

async function cellsOf(
  { records }: Wanted,
  placements: readonly Placement[],
  people: readonly PersonId[],
): Promise<readonly Cell[]> {
  const columns = placements.filter(({ gradeColumn }) => gradeColumn !== null);
  const playlists = await Promise.all(
    columns.map(({ subject }) => (subject.kind === 'playlist' ? records.playlists.byId(subject.id) : null)),
  );
  return columns.flatMap((placement, at) =>
    people.map((person) => ({ placement, playlist: playlists[at] ?? null, person })),
  );
}

async function queueMoved(ports: Wanted, event: Heard, cells: readonly Cell[]): Promise<void> {
  const moved = (await Promise.all(cells.map((cell) => movedGrade(ports, cell)))).flat();
  if (moved.length === 0) return;
  // Told in the column's own course, wherever the learner did it: its organiser sees what does not arrive.
  const events = moved.map(([grade, { placement, person }]) =>
    domainEvent(
      { ...following(event), seat: { community: placement.community, as: 'visitor' } },
      'grade.queued',
      { grade: grade.id, placement: placement.id, person },
    ),
  );
  await ports.records.keep({ grade: moved.map(([grade]) => grade) }, events);
}

/** The grade as it is to be; none: it stays as it is, or nobody is to be graded. */
async function movedGrade(
  { records, clock, ids }: Wanted,
  cell: Cell,
): Promise<readonly (readonly [Grade, Cell])[]> {
  const { placement, playlist, person } = cell;
  const score = judgeScore(placement, playlist, await records.completions.of(person));
  if (!score) return [];
  const [membership, known] = await Promise.all([
    records.memberships.one(placement.community, person),
    records.grades.one(placement.id, person),
  ]);
  if (!isLearnerThere(membership) || !moves(known, score)) return [];

  const grade: Grade = {
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    placement: placement.id,
    person,
    ...score,
    asOf: clock.now(),
    byHand: null,
    state: 'queued',
    sent: known?.sent ?? null,
    trouble: null,
  };
  return [[grade, cell]];
}
