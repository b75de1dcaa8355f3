import type { Activity } from './activities/activity.ts';
import { capacityOf } from './activities/judge-joining.ts';
import { maySee, maySeePlaylist } from './activities/judge-seeing.ts';
import { enrolmentIn, placementsOf, type Standing } from './activities/standing.ts';
import type { ActivityId, PlaylistId } from './ids.ts';
import type { Actor } from './people/actor.ts';
import type { StepFacts } from './playlists/judge-step.ts';
import type { Playlist } from './playlists/playlist.ts';
import type { Ports } from './ports/ports.ts';
import { readStanding } from './read-standing.ts';

/**
 * Everything that decides about one activity for one person.
 * @param within the playlist whose step it is. Null: it stands alone, unless their course placed it in a playlist only,
 * so that no link around the playlist opens what the playlist locks
 * @returns null: not there, not a step of that playlist, or not for this person to see
 */
export async function readStep(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  asked: { readonly activity: ActivityId; readonly within: PlaylistId | null },
): Promise<StepFacts | null> {
  const [activity, holding, standing] = await Promise.all([
    ports.records.activities.byId(asked.activity),
    ports.records.playlists.holding(asked.activity),
    readStanding(ports, by),
  ]);
  if (!activity) return null;
  const seen = holding.filter((playlist) => maySeePlaylist(playlist, by, standing));
  const within = withinOf(asked, seen, standing);
  if (asked.within && !within) return null;

  const placed = placementsOf(
    standing,
    activity.id,
    holding.map(({ id }) => id),
  );
  if (!seesActivity(activity, by, standing, placed)) return null;
  return { activity, within, standing, placed, taken: await takenPlaces(ports, activity) };
}

/** Asked for only where capacity binds. */
export async function takenPlaces({ records }: Pick<Ports, 'records'>, activity: Activity): Promise<number> {
  if (capacityOf(activity) === null) return 0;
  return records.enrolments.count({ kind: 'activity', id: activity.id }, null);
}

export const seesActivity = (
  activity: Activity,
  by: Actor,
  standing: Standing,
  placed: StepFacts['placed'],
): boolean =>
  maySee(activity, by, standing, enrolmentIn(standing, { kind: 'activity', id: activity.id }), placed);

function withinOf(
  { activity, within }: { readonly activity: ActivityId; readonly within: PlaylistId | null },
  holding: readonly Playlist[],
  { seat, placements }: Standing,
): Playlist | null {
  const playlist = (id: PlaylistId | null) => holding.find((one) => one.id === id) ?? null;
  if (within || !seat) return playlist(within);

  const here = placements.filter(({ community }) => community === seat.community);
  const ofItsOwn = here.filter(({ subject }) => subject.kind === 'activity' && subject.id === activity);
  if (ofItsOwn.some((placement) => placement.within === null)) return null;
  const whole = here.flatMap(({ subject }) => (subject.kind === 'playlist' ? [subject.id] : []));
  return [...ofItsOwn.map((placement) => placement.within), ...whole].map(playlist).find(Boolean) ?? null;
}
