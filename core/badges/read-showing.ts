import { entryOfActivity, entryOfPlaylist } from '../catalogue/entry-of.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { Ports } from '../ports/ports.ts';
import type { Changes } from '../ports/records.ts';
import type { Badge } from './badge.ts';

/** The catalogue's entries of what shows this badge as its own, as they are with the badge as it is now. */
export async function readShowing(
  { records }: Pick<Ports, 'records'>,
  organiser: Organiser,
  badge: Badge,
): Promise<Pick<Changes, 'catalogue'>> {
  const [activities, playlists] = await Promise.all([
    records.activities.byIds(badge.earnedBy.flatMap((rule) => ('activity' in rule ? [rule.activity] : []))),
    Promise.all(
      badge.earnedBy.flatMap((rule) => ('playlist' in rule ? [records.playlists.byId(rule.playlist)] : [])),
    ),
  ]);
  const ofPlaylists = playlists.map(async (playlist) => {
    if (playlist?.badge !== badge.id) return null;
    const steps = await records.activities.byIds(playlist.steps.map(({ activity }) => activity));
    return entryOfPlaylist(playlist, organiser, badge, steps);
  });
  const entries = [
    ...activities
      .filter((activity) => activity.badge === badge.id)
      .map((activity) => entryOfActivity(activity, organiser, badge)),
    ...(await Promise.all(ofPlaylists)),
  ];
  return { catalogue: entries.filter((entry) => entry !== null) };
}
