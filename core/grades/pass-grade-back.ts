import { judgeEarning } from '../communities/earns-here.ts';
import type { Placement } from '../communities/placement.ts';
import { domainEvent, following, type Told } from '../domain-events.ts';
import { type ActivityId, newId, type PersonId } from '../ids.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { Grade } from './grade.ts';
import { judgeScore, moves, type Score } from './judge-score.ts';

type Heard = Told<'activity.completed' | 'activity.completion-voided' | 'playlist.completed'>;
type Wanted = Pick<Ports, 'records' | 'clock' | 'ids'>;

/**
 * Works out the grade in every column that what happened concerns, in the courses where this learner is known,
 * and queues those that moved. Nothing is lowered.
 */
export async function passGradeBack(ports: Wanted, event: Heard): Promise<void> {
  const { person } = event.payload;
  const [places, completed] = await Promise.all([
    concerned(ports, event),
    ports.records.completions.of(person),
  ]);

  for (const { placement, playlist } of places) {
    const score = judgeScore(placement, playlist, completed);
    if (score && (await isLearnerThere(ports, placement, person))) {
      await queue(ports, event, placement, person, score);
    }
  }
}

interface Place {
  readonly placement: Placement;
  readonly playlist: Playlist | null;
}

async function concerned({ records }: Wanted, event: Heard): Promise<readonly Place[]> {
  if (event.name === 'playlist.completed') return ofPlaylist({ records }, event.payload.playlist);
  const activity: ActivityId = event.payload.activity;
  const [alone, playlists] = await Promise.all([
    records.placements.of({ kind: 'activity', id: activity }),
    records.playlists.holding(activity),
  ]);
  const within = await Promise.all(playlists.map(({ id }) => ofPlaylist({ records }, id)));
  return [...alone.map((placement) => ({ placement, playlist: null })), ...within.flat()].filter(
    ({ placement }) => placement.gradeColumn !== null,
  );
}

async function ofPlaylist(
  { records }: Pick<Ports, 'records'>,
  id: Playlist['id'],
): Promise<readonly Place[]> {
  const [playlist, placements] = await Promise.all([
    records.playlists.byId(id),
    records.placements.of({ kind: 'playlist', id }),
  ]);
  return placements.map((placement) => ({ placement, playlist }));
}

async function isLearnerThere({ records }: Wanted, placement: Placement, person: PersonId): Promise<boolean> {
  const membership = await records.memberships.one(placement.community, person);
  return membership?.state === 'active' && judgeEarning(membership).verdict === 'yes';
}

async function queue(
  { records, clock, ids }: Wanted,
  event: Heard,
  placement: Placement,
  person: PersonId,
  score: Score,
): Promise<void> {
  const known = await records.grades.one(placement.id, person);
  if (!moves(known, score)) return;
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
  // The column's own course, wherever the learner did it: its organiser sees what does not arrive.
  const there = { ...following(event), seat: { community: placement.community, as: 'visitor' as const } };
  await records.keep({ grade: [grade] }, [
    domainEvent(there, 'grade.queued', { grade: grade.id, placement: placement.id, person }),
  ]);
}
