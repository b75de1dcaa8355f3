import type { ActivityContent } from '../../core/activities/content.ts';
import type { BadgeImage } from '../../core/badges/badge.ts';
import type { BadgeContent } from '../../core/badges/badge-content.ts';
import type { ActivityId, BadgeId, PlaylistId } from '../../core/ids.ts';
import type { PlaylistContent } from '../../core/playlists/publish-playlist.ts';
import type { BundleActivity, BundleBadge, BundlePlaylist } from './bundle.ts';
import type { Load, Site } from './site.ts';

/** From the words of a bundle to those of the core: keys become ids, names of organisers we know become theirs. */
export function activityContent(site: Site, activity: BundleActivity): ActivityContent {
  const { key: _key, badge: _badge, state: _state, coHosts, location, ...words } = activity;
  return {
    ...words,
    location: site.location(location),
    coHosts: coHosts.map((name) => site.organiser(name) ?? { name }),
  };
}

/** @param next null: there is none, or it is not here yet */
export async function playlistContent(
  site: Site,
  from: Load,
  playlist: BundlePlaylist,
  next: PlaylistId | null,
): Promise<PlaylistContent> {
  const { key: _key, badge: _badge, state: _state, location, steps, ...words } = playlist;
  const found = await Promise.all(
    steps.map(async ({ activity, isMandatory }) => ({
      activity: there(await site.activity(from, activity), activity),
      isMandatory,
    })),
  );
  return { ...words, location: site.location(location), steps: found, next };
}

export async function badgeContent(site: Site, from: Load, badge: BundleBadge): Promise<BadgeContent> {
  const { key: _key, image, earnedBy, prerequisites, ...words } = badge;
  return {
    ...words,
    image: pictureOf(image),
    earnedBy: await Promise.all(earnedBy.map((rule) => earnedByOf(site, from, rule))),
    prerequisites: prerequisites && {
      need: prerequisites.need,
      badges: prerequisites.badges === 'any' ? 'any' : await badgesOf(site, from, prerequisites.badges),
    },
  };
}

/** As a badge has it: drawn, or with a picture of its own. The schema made sure of one of them. */
export function pictureOf({ draw, data = '', alt }: BundleBadge['image']): BadgeImage {
  return draw ? { draw, alt } : { data, alt };
}

async function earnedByOf(
  site: Site,
  from: Load,
  { activity, playlist, score }: BundleBadge['earnedBy'][number],
): Promise<BadgeContent['earnedBy'][number]> {
  if (activity !== undefined) {
    return { by: 'activity', activity: there(await site.activity(from, activity), activity) };
  }
  if (playlist !== undefined) {
    return { by: 'playlist', playlist: there(await site.playlist(from, playlist), playlist) };
  }
  const of = score?.activity ?? '';
  return { by: 'score', activity: there(await site.activity(from, of), of), atLeast: score?.atLeast ?? 0 };
}

const badgesOf = (site: Site, from: Load, keys: readonly string[]): Promise<BadgeId[]> =>
  Promise.all(keys.map(async (key) => there(await site.badge(from, key), key)));

/** What was judged to be here, and is loaded by now. */
function there<Id extends ActivityId | PlaylistId | BadgeId>(id: Id | null, ref: string): Id {
  if (id === null) throw new Error(`"${ref}" was there a moment ago`);
  return id;
}
