import type { Activity } from './activities/activity.ts';
import type { Entry } from './catalogue/entry.ts';
import { entryOfPlaylist } from './catalogue/entry-of.ts';
import { organiserOf, type Playlist } from './playlists/playlist.ts';
import type { Ports } from './ports/ports.ts';

/**
 * How the catalogue shows the published playlists that hold an activity, once this version of it is kept:
 * they are found by the words of their steps.
 */
export async function entriesOfHolding(
  ports: Pick<Ports, 'records'>,
  activity: Activity,
): Promise<readonly Entry[]> {
  const holding = await ports.records.playlists.holding(activity.id);
  const entries = await Promise.all(holding.map((playlist) => readEntry(ports, playlist, activity)));
  return entries.filter((entry) => entry !== null);
}

/** @param changed a step that is about to be kept; null: none. @returns null: not published, or learner-made */
export async function readEntry(
  { records }: Pick<Ports, 'records'>,
  playlist: Playlist,
  changed: Activity | null,
): Promise<Entry | null> {
  const owner = organiserOf(playlist);
  if (!owner || playlist.state !== 'published') return null;
  const [organiser, badge, steps] = await Promise.all([
    records.organisers.byId(owner),
    playlist.badge ? records.badges.byId(playlist.badge) : null,
    records.activities.byIds(playlist.steps.map(({ activity }) => activity)),
  ]);
  const current = steps.map((step) => (step.id === changed?.id ? changed : step));
  return organiser && entryOfPlaylist(playlist, organiser, badge, current);
}
