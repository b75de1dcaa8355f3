import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import { isOlder, Origin, type PublishResult } from '../activities/content.ts';
import { ownBadge } from '../badges/own-badge.ts';
import { entryOfPlaylist } from '../catalogue/entry-of.ts';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, LocationId, newId, OrganiserId, PlaylistId } from '../ids.ts';
import { type Visibility, visibilities } from '../lists.ts';
import { judgePublishing, mayBeSeenBy } from '../organisers/judge-publishing.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { isSameContent } from '../same-content.ts';
import { type Texts, TextsUpTo } from '../texts.ts';
import { organiserOf, type Playlist } from './playlist.ts';

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
  const organiser = await ports.records.organisers.byId(input.organiser);
  const shut = judgePublishing(by, organiser);
  if (!organiser || shut) return refused(shut ?? { why: 'not-found' });
  const known = await findKnown(ports, input);
  if (input.playlist && (!known || organiserOf(known) !== organiser.id)) return refused({ why: 'not-found' });
  if (known && isOlder(known.origin, input.origin)) return done({ playlist: known, result: 'older' });

  const { content } = input;
  const activities = await ports.records.activities.byIds(content.steps.map(({ activity }) => activity));
  const missing = missingInPlaylist(content, activities, organiser.id);
  if (missing.length > 0 || !content.name) return refused({ why: 'incomplete', missing });
  const { visibility } = content;
  if (!mayBeSeenBy(organiser, visibility)) return refused({ why: 'organiser-unverified', visibility });

  const next = versionAfter(known, input, { ...content, name: content.name }, ports.ids);
  if (next === known) return done({ playlist: next, result: 'same' });
  const playlist = await keepPublished(ports, by, organiser, next, activities, input.makeBadge);
  return done({ playlist, result: known ? 'changed' : 'new' });
}

const findKnown = ({ records }: Pick<Ports, 'records'>, { playlist, origin, organiser }: PublishPlaylist) =>
  playlist ? records.playlists.byId(playlist) : origin && records.playlists.byOrigin(organiser, origin.key);

/** Everything that R2 asks for and is not there. A step of others' is fine where anybody may see it. */
export function missingInPlaylist(
  { name, steps }: Pick<PlaylistContent, 'name' | 'steps'>,
  activities: readonly Activity[],
  organiser: OrganiserId,
): readonly MissingInPlaylist[] {
  const ids = steps.map(({ activity }) => activity);
  const usable = (id: ActivityId) =>
    activities.some(
      (one) =>
        one.id === id &&
        one.state === 'published' &&
        (one.organiser === organiser || one.visibility === 'anyone' || one.visibility === 'signed-in'),
    );
  return [
    ...(name ? [] : [{ is: 'name' } as const]),
    ...(steps.length > 0 ? [] : [{ is: 'steps' } as const]),
    ...(steps.some(({ isMandatory }) => isMandatory) ? [] : [{ is: 'mandatory-step' } as const]),
    ...ids.filter((id) => !usable(id)).map((activity) => ({ is: 'published-activity', activity }) as const),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((activity) => ({ is: 'twice', activity }) as const),
  ];
}

/** The known one itself where nothing changed. */
function versionAfter(
  known: Playlist | null,
  { organiser, origin }: PublishPlaylist,
  { steps, ...content }: PlaylistContent & Pick<Playlist, 'name'>,
  ids: { next(): string },
): Playlist {
  const next: Playlist = {
    ...content,
    steps: steps.map((step, index) => ({ ...step, position: index + 1 })),
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    madeBy: { organiser },
    badge: known?.badge ?? null,
    state: 'published',
    version: known?.version ?? 1,
    origin: known?.origin ?? null,
  };
  if (known && isSameContent(known, next)) return known;
  return { ...next, version: known ? known.version + 1 : 1, origin: origin ?? known?.origin ?? null };
}

async function keepPublished(
  { records, ids }: Pick<Ports, 'records' | 'ids'>,
  by: Actor,
  organiser: Organiser,
  next: Playlist,
  activities: readonly Activity[],
  makeBadge: boolean,
): Promise<Playlist> {
  const made = makeBadge && !next.badge ? badgeOf(next, organiser.id, activities, ids) : null;
  const playlist = made ? { ...next, badge: made.id } : next;
  const badge = made ?? (playlist.badge ? await records.badges.byId(playlist.badge) : null);
  const about = { object: playlist.id, organiser: organiser.id, version: playlist.version };
  await records.keep(
    {
      playlist: [playlist],
      badge: made ? [made] : [],
      catalogue: [entryOfPlaylist(playlist, organiser, badge, activities)],
    },
    [
      domainEvent(by, playlist.revision === 0 ? 'playlist.published' : 'playlist.changed', about),
      ...(made
        ? [domainEvent(by, 'badge.published', { object: made.id, organiser: organiser.id, version: 1 })]
        : []),
    ],
  );
  return { ...playlist, revision: playlist.revision + 1 };
}

const badgeOf = (
  playlist: Playlist,
  organiser: OrganiserId,
  activities: readonly Activity[],
  ids: { next(): string },
) =>
  ownBadge(
    organiser,
    { by: 'playlist', playlist: playlist.id },
    {
      name: playlist.name,
      description: shortened(playlist.about ?? playlist.name),
      criteria: shortened(playlist.about ?? playlist.name),
      skills: [...new Set(activities.flatMap(({ skills }) => skills))].slice(0, 10),
    },
    ids,
  );

/** A badge's description holds 1000 characters; what a playlist is about may be longer. */
const shortened = (texts: Texts): Texts => ({
  ...texts,
  in: Object.fromEntries(Object.entries(texts.in).map(([language, text]) => [language, text.slice(0, 1000)])),
});
