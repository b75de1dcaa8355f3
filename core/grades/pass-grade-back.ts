import { isLearnerThere } from '../communities/earns-here.ts';
import type { Placement } from '../communities/placement.ts';
import type { Told } from '../domain-events.ts';
import { newId, type PersonId, type Subject } from '../ids.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import { asOfNow, type Grade, neverSent, queued } from './grade.ts';
import { judgeScore, moves } from './judge-score.ts';
import { learnersIn } from './learners-in.ts';
import { tellQueued } from './tell-queued.ts';

type Heard = Told<
  | 'activity.completed'
  | 'activity.completion-voided'
  | 'playlist.completed'
  | 'community.entered'
  | 'placement.made'
  | 'grade-column.added'
>;
type Wanted = Pick<Ports, 'records' | 'clock' | 'ids'>;

/** About everybody who is known there. */
type OfPlacement = Extract<Heard, { readonly name: 'placement.made' | 'grade-column.added' }>;

/** One learner's line in the column of a placement. */
interface Cell {
  readonly placement: Placement;
  /** Null where an activity is placed. */
  readonly playlist: Playlist | null;
  readonly person: PersonId;
  /** The learner was not known there, or not any more: what the course had of them may be gone. */
  readonly isNewcomer: boolean;
}

/**
 * Works out the grade in every column that what happened concerns, in the courses where the learner is known,
 * and queues those that moved. Nothing is lowered. What was done before counts in a course met later.
 */
export async function passGradeBack(ports: Wanted, event: Heard): Promise<void> {
  if (isOfPlacement(event)) {
    const placement = await ports.records.placements.byId(event.payload.placement);
    for await (const people of placement?.gradeColumn ? learnersIn(ports, placement.community) : []) {
      await queueMoved(ports, await cellsOf(ports, placement ? [placement] : [], people, false));
    }
    return;
  }
  const placements = await concerned(ports, event);
  const isNewcomer = event.name === 'community.entered';
  await queueMoved(ports, await cellsOf(ports, placements, [event.payload.person], isNewcomer));
}

const isOfPlacement = (event: Heard): event is OfPlacement =>
  event.name === 'placement.made' || event.name === 'grade-column.added';

async function concerned(
  { records }: Wanted,
  event: Exclude<Heard, OfPlacement>,
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
  isNewcomer: boolean,
): Promise<readonly Cell[]> {
  const columns = await ownColumns({ records }, placements);
  const playlists = await Promise.all(
    columns.map(({ subject }) => (subject.kind === 'playlist' ? records.playlists.byId(subject.id) : null)),
  );
  return columns.flatMap((placement, at) =>
    people.map((person) => ({ placement, playlist: playlists[at] ?? null, person, isNewcomer })),
  );
}

/** Those that we fill. In the column of an activity that is completed by its score stands what the teacher gives. */
async function ownColumns(
  { records }: Pick<Wanted, 'records'>,
  placements: readonly Placement[],
): Promise<readonly Placement[]> {
  const columns = placements.filter(({ gradeColumn }) => gradeColumn !== null);
  const activities = await records.activities.byIds(
    columns.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : [])),
  );
  const graded = new Set<string>(
    activities.filter(({ completedBy }) => completedBy.way === 'score').map(({ id }) => id),
  );
  return columns.filter(({ subject }) => !graded.has(subject.id));
}

async function queueMoved(ports: Wanted, cells: readonly Cell[]): Promise<void> {
  const moved = (await Promise.all(cells.map((cell) => movedGrade(ports, cell)))).flat();
  if (moved.length === 0) return;
  await ports.records.keep(
    { grade: moved },
    moved.map((grade) => tellQueued(null, grade)),
  );
}

/** The grade as it is to be; none: it stays as it is, or nobody is to be graded. */
async function movedGrade({ records, clock, ids }: Wanted, cell: Cell): Promise<readonly Grade[]> {
  const { placement, playlist, person, isNewcomer } = cell;
  const [membership, known, completed] = await Promise.all([
    records.memberships.one(placement.community, person),
    records.grades.one(placement.id, person),
    records.completions.of(person),
  ]);
  if (!isLearnerThere(membership)) return [];
  const asOf = asOfNow(known, clock.now());
  const score = judgeScore(placement, playlist, completed);
  if (!score || !moves(known, score)) return known && isNewcomer ? [queued({ ...known, asOf })] : [];

  return [
    queued({
      ...neverSent,
      ...known,
      id: known?.id ?? newId(ids),
      revision: known?.revision ?? 0,
      placement: placement.id,
      community: placement.community,
      person,
      ...score,
      asOf,
      byHand: null,
    }),
  ];
}
