import type { Activity } from '../activities/activity.ts';
import type { Explanation } from '../explanation.ts';
import type { ActivityId, PlaylistId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { ClassRow, Page } from '../ports/records.ts';
import { type Community, type RosterState, rosterNotRead } from './community.ts';

export interface ClassView {
  readonly community: Community;
  /** The playlists placed in this course, to choose from. */
  readonly playlists: readonly Playlist[];
  /** The one shown; null: single activities are placed, or nothing is. */
  readonly playlist: Playlist | null;
  /** Columns, in the order of the steps. */
  readonly activities: readonly Activity[];
  readonly rows: readonly ClassRow[];
  readonly next: string | null;
  /** Null: the platform does not tell who is in the course; who comes in is in it. */
  readonly roster: RosterState | null;
}

export type ShowClassRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation };

/**
 * Who is where in the seat's course, for its granted teachers.
 * @param wanted which placed playlist; null: the first
 */
export async function showClass(
  { records, roster }: Pick<Ports, 'records' | 'roster'>,
  by: Actor,
  wanted: PlaylistId | null,
  page: Page,
): Promise<Outcome<ClassView, ShowClassRefusal>> {
  const community = by.seat ? await records.communities.byId(by.seat.community) : null;
  if (!community) return refused({ why: 'not-found' });
  const allowed = may.seeClass(by, community);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  const placed = await placedIn({ records }, community);
  const playlist = placed.playlists.find(({ id }) => id === wanted) ?? placed.playlists[0] ?? null;
  if (wanted !== null && playlist?.id !== wanted) return refused({ why: 'not-found' });
  const columns = playlist ? playlist.steps.map(({ activity }) => activity) : placed.activities;
  const [activities, rows, tenant] = await Promise.all([
    records.activities.byIds(columns),
    records.classes.rows(community.id, columns, page),
    roster.tenantOf(community.id),
  ]);
  return done({
    community,
    playlists: placed.playlists,
    playlist,
    activities,
    rows: rows.items,
    next: rows.next,
    roster: tenant === null ? null : (community.roster ?? rosterNotRead),
  });
}

async function placedIn(
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
