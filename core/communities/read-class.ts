import type { Activity } from '../activities/activity.ts';
import type { ActivityId, PlaylistId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import { type ClassTerms, classTerms } from './class-terms.ts';
import type { Community } from './community.ts';

type Wanted = Pick<Ports, 'records' | 'clock'>;

export interface ClassHead {
  readonly community: Community;
  /** The playlists placed in this course, to choose from. */
  readonly playlists: readonly Playlist[];
  /** The one shown; null: single activities are placed, or nothing is. */
  readonly playlist: Playlist | null;
  /** Columns, in the order of the steps. */
  readonly activities: readonly Activity[];
  readonly terms: ClassTerms;
}

/**
 * What a class is looked at by, for the granted teachers of the seat's course.
 * @param wanted which placed playlist; null: the first
 */
export async function readClass(
  ports: Wanted,
  by: Someone,
  wanted: PlaylistId | null,
): Promise<Outcome<ClassHead, NotFound | NotAllowed>> {
  const { records, clock } = ports;
  const community = by.seat ? await records.communities.byId(by.seat.community) : null;
  if (!community) return refused({ why: 'not-found' });
  const allowed = may.seeClass(by, community);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  const placed = await placedIn(ports, community);
  const playlist = placed.playlists.find(({ id }) => id === wanted) ?? placed.playlists[0] ?? null;
  if (wanted !== null && playlist?.id !== wanted) return refused({ why: 'not-found' });
  const columns = playlist ? playlist.steps.map(({ activity }) => activity) : placed.activities;
  const activities = await records.activities.byIds(columns);
  const joined = await countJoined(ports, community, activities);
  const terms = classTerms({ activities, playlist, joined, reader: by.person, now: clock.now() });
  return done({ community, playlists: placed.playlists, playlist, activities, terms });
}

export async function placedIn(
  { records }: Pick<Ports, 'records'>,
  community: Community,
): Promise<{ playlists: readonly Playlist[]; activities: readonly ActivityId[] }> {
  const placements = await records.placements.in(community.id);
  const ids = new Set(
    placements.flatMap(({ subject, within }) =>
      subject.kind === 'playlist' ? [subject.id] : within ? [within] : [],
    ),
  );
  const playlists = await Promise.all([...ids].map((id) => records.playlists.byId(id)));
  const alone = placements.flatMap(({ subject, within }) =>
    subject.kind === 'activity' && within === null ? [subject.id] : [],
  );
  return { playlists: playlists.filter((one) => one !== null), activities: [...new Set(alone)] };
}

/** Of the activities whose tasks ask peers: whether there are enough depends on it. */
async function countJoined(
  { records }: Pick<Ports, 'records'>,
  { id: community }: Community,
  activities: readonly Activity[],
): Promise<ReadonlyMap<ActivityId, number>> {
  const asking = activities.filter(({ tasks }) =>
    tasks.some(({ check }) => check.who !== 'self' && check.who !== 'organisers'),
  );
  const counts = asking.map(
    async ({ id }) => [id, await records.enrolments.count({ kind: 'activity', id }, community)] as const,
  );
  return new Map(await Promise.all(counts));
}
