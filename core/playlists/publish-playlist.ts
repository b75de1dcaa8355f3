import { z } from 'zod';
import { Origin, type PublishResult } from '../activities/content.ts';
import { ActivityId, LocationId, OrganiserId, PlaylistId } from '../ids.ts';
import { type Visibility, visibilities } from '../lists.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { TextsUpTo } from '../texts.ts';
import type { Playlist } from './playlist.ts';

export const PlaylistContent = z.object({
  name: TextsUpTo(120).nullable(),
  about: TextsUpTo(5000).nullable().default(null),
  sequence: z.enum(['fixed', 'flexible']),
  /** In order. */
  steps: z.array(z.object({ activity: ActivityId, isMandatory: z.boolean() })).max(50),
  location: LocationId.nullable().default(null),
  next: PlaylistId.nullable().default(null),
  visibility: z.enum(visibilities).default('anyone'),
});
export type PlaylistContent = z.infer<typeof PlaylistContent>;

/** `playlist` null: the one of this origin, else a new one. `makeBadge`: as in `publish-activity`. */
export const PublishPlaylist = z.object({
  organiser: OrganiserId,
  playlist: PlaylistId.nullable().default(null),
  origin: Origin.nullable().default(null),
  makeBadge: z.boolean().default(true),
  content: PlaylistContent,
});
export type PublishPlaylist = z.infer<typeof PublishPlaylist>;

export type MissingInPlaylist =
  | { readonly is: 'name' | 'steps' | 'mandatory-step' }
  | { readonly is: 'published-activity' | 'twice'; readonly activity: ActivityId };

export type PublishPlaylistRefusal =
  | NotFound
  | NotAllowed
  /** Everything that R2 asks for and is not there, at once. */
  | { readonly why: 'incomplete'; readonly missing: readonly MissingInPlaylist[] }
  | { readonly why: 'organiser-unverified'; readonly visibility: Visibility };

/** Publishes a playlist, or a new version of it when anything changed. */
export async function publishPlaylist(
  ports: Pick<Ports, 'records' | 'ids'>,
  by: Actor,
  input: PublishPlaylist,
): Promise<Outcome<{ readonly playlist: Playlist; readonly result: PublishResult }, PublishPlaylistRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
