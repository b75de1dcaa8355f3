import type { BadgeImage } from '../badges/badge.ts';
import type { ActivityId, LocationId, OrganiserId, PlaylistId } from '../ids.ts';
import type { ActivityType, Category, Visibility } from '../lists.ts';
import type { Language, Texts } from '../texts.ts';
import { fold } from './fold.ts';

/** What the catalogue shows of a published activity or playlist. */
export interface Entry {
  readonly subject:
    | { readonly kind: 'activity'; readonly id: ActivityId }
    | { readonly kind: 'playlist'; readonly id: PlaylistId };
  /** `<organiser slug>/<key>`: stable across sites, shown in addresses and hooks. */
  readonly key: string;
  readonly organiser: { readonly id: OrganiserId; readonly slug: string; readonly name: string };
  readonly location: LocationId | null;
  readonly name: Texts;
  /** What one does; for a playlist what it is about. */
  readonly about: Texts | null;
  /** Null for a playlist. */
  readonly type: ActivityType | null;
  /** Of a playlist: those of its steps. So are `types` and `languages`: it matches when one of its steps does. */
  readonly categories: readonly Category[];
  readonly types: readonly ActivityType[];
  readonly languages: readonly Language[];
  /** Minutes; a day counts as 6 hours; null: unknown for at least one step. */
  readonly minutes: number | null;
  readonly badge: BadgeImage | null;
  /** Steps of a playlist; 0 for an activity. */
  readonly needed: number;
  readonly extra: number;
  readonly point: { readonly lat: number; readonly lon: number } | null;
  readonly visibility: Visibility;
  /** Folded words that the search finds it by. */
  readonly words: string;
}

/** The same of an organiser that has a new name; those who search by the old one still find it. */
export const underName = (entry: Entry, name: string): Entry => ({
  ...entry,
  organiser: { ...entry.organiser, name },
  words: [...new Set([...entry.words.split(' '), ...fold(name).split(' ')])].join(' '),
});
