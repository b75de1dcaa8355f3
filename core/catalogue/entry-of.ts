import type { Activity } from '../activities/activity.ts';
import type { Badge } from '../badges/badge.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Texts } from '../texts.ts';
import type { Entry } from './entry.ts';
import { fold } from './fold.ts';

/** A day counts as 6 hours of learning. */
const minutesPerDay = 360;

/** How the catalogue shows an activity. @param badge null: it earns none */
export function entryOfActivity(activity: Activity, organiser: Organiser, badge: Badge | null): Entry {
  const { place } = activity;
  return {
    subject: { kind: 'activity', id: activity.id },
    key: `${organiser.slug}/${activity.origin?.key ?? activity.id}`,
    organiser: { id: organiser.id, slug: organiser.slug, name: organiser.name },
    location: activity.location,
    name: activity.name,
    about: activity.do,
    type: activity.type,
    categories: activity.categories,
    types: [activity.type],
    languages: activity.languages,
    minutes: activity.duration === null ? null : minutesOf(activity.duration),
    badge: badge?.image ?? null,
    needed: 0,
    extra: 0,
    point: place.lat === null || place.lon === null ? null : { lat: place.lat, lon: place.lon },
    visibility: activity.visibility,
    words: wordsOfAll(
      [activity.name, activity.do, activity.learn, activity.about],
      [organiser.name, place.name ?? '', ...activity.skills],
    ),
  };
}

/**
 * How the catalogue shows a playlist: it matches when one of its steps does.
 * @param steps its activities, in order
 */
export function entryOfPlaylist(
  playlist: Playlist,
  organiser: Organiser,
  badge: Badge | null,
  steps: readonly Activity[],
): Entry {
  const minutes = steps.map(({ duration }) => (duration === null ? null : minutesOf(duration)));
  const needed = playlist.steps.filter(({ isMandatory }) => isMandatory).length;
  return {
    subject: { kind: 'playlist', id: playlist.id },
    key: `${organiser.slug}/${playlist.origin?.key ?? playlist.id}`,
    organiser: { id: organiser.id, slug: organiser.slug, name: organiser.name },
    location: playlist.location,
    name: playlist.name,
    about: playlist.about,
    type: null,
    categories: unique(steps.flatMap(({ categories }) => categories)),
    types: unique(steps.map(({ type }) => type)),
    languages: unique(steps.flatMap(({ languages }) => languages)),
    minutes: minutes.reduce<number | null>(
      (sum, one) => (sum === null || one === null ? null : sum + one),
      0,
    ),
    badge: badge?.image ?? null,
    needed,
    extra: playlist.steps.length - needed,
    point: null,
    visibility: playlist.visibility,
    words: wordsOfAll([playlist.name, playlist.about, ...steps.map(({ name }) => name)], [organiser.name]),
  };
}

/** @param duration ISO 8601: PT_H_M or P_D; null when it is neither */
export function minutesOf(duration: string): number | null {
  const [matches, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  if (!matches || /[PT]$/.test(matches)) return null;
  return Number(days ?? 0) * minutesPerDay + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

/** Every word once, in all languages. */
function wordsOfAll(texts: readonly (Texts | null)[], plain: readonly string[]): string {
  const all = [...texts.flatMap((one) => (one ? Object.values(one.in) : [])), ...plain];
  return unique(all.flatMap((text) => fold(text).split(' '))).join(' ');
}
