import type { Activity } from '../activities/activity.ts';
import type { Subject } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { Community } from './community.ts';

export interface CourseView {
  readonly community: Community;
  readonly playlists: readonly Playlist[];
  /** Those placed on their own; a step's own link counts as its playlist. */
  readonly activities: readonly Activity[];
}

/** What was placed in the course that somebody came in from, and is still offered. */
export async function seeCourse(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
): Promise<Outcome<CourseView, NotFound>> {
  const community = by.seat ? await records.communities.byId(by.seat.community) : null;
  if (!community) return refused({ why: 'not-found' });

  const placements = await records.placements.in(community.id);
  const subjects = placements.map(
    ({ subject, within }): Subject => (within ? { kind: 'playlist', id: within } : subject),
  );
  const playlistIds = new Set(subjects.flatMap((one) => (one.kind === 'playlist' ? [one.id] : [])));
  const activityIds = new Set(subjects.flatMap((one) => (one.kind === 'activity' ? [one.id] : [])));
  const [playlists, activities] = await Promise.all([
    Promise.all([...playlistIds].map((id) => records.playlists.byId(id))),
    records.activities.byIds([...activityIds]),
  ]);
  return done({
    community,
    playlists: playlists.filter((one) => one !== null).filter(({ state }) => state === 'published'),
    activities: activities.filter(({ state }) => state === 'published'),
  });
}
