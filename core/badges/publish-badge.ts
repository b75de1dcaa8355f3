import { z } from 'zod';
import { isOlder, Origin, type PublishResult } from '../activities/content.ts';
import { entryOfActivity, entryOfPlaylist } from '../catalogue/entry-of.ts';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, BadgeId, newId, OrganiserId, PlaylistId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { organiserOf } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { Changes } from '../ports/records.ts';
import { isSameContent } from '../same-content.ts';
import { TextsUpTo } from '../texts.ts';
import { type Badge, versionOf } from './badge.ts';
import { BadgeDrawing } from './design.ts';

export const BadgeImage = z.union([
  z.object({
    draw: BadgeDrawing,
    alt: TextsUpTo(250),
  }),
  z.object({
    /** A data URI, PNG or SVG, up to 1 MiB. */
    data: z
      .string()
      .max(1_500_000)
      .regex(/^data:image\/(png|svg\+xml)[;,]/),
    alt: TextsUpTo(250),
  }),
]);

/** ISO 8601: years, months, days. */
const Validity = z.string().regex(/^P(?=\d)(\d{1,3}Y)?(\d{1,3}M)?(\d{1,4}D)?$/);

export const EarnedBy = z.discriminatedUnion('by', [
  z.object({ by: z.literal('activity'), activity: ActivityId }),
  z.object({ by: z.literal('playlist'), playlist: PlaylistId }),
  z.object({ by: z.literal('score'), activity: ActivityId, atLeast: z.number().int().min(0).max(100) }),
  z.object({ by: z.literal('code') }),
  z.object({ by: z.literal('hand') }),
]);

export const BadgeContent = z.object({
  name: TextsUpTo(120),
  description: TextsUpTo(1000),
  criteria: TextsUpTo(4000),
  image: BadgeImage,
  skills: z.array(z.string().min(1).max(120)).max(10).default([]),
  competences: z.array(z.string().min(1).max(120)).max(10).default([]),
  programme: z.enum(['activity', 'competency', 'assessment']).default('activity'),
  validFor: Validity.nullable().default(null),
  earnedBy: z.array(EarnedBy).min(1).max(5),
  prerequisites: z
    .object({
      badges: z.union([z.array(BadgeId).min(1).max(20), z.literal('any')]),
      need: z.number().int().min(1).max(20),
    })
    .refine(({ badges, need }) => badges === 'any' || need <= badges.length, {
      message: 'needs more badges than it names',
    })
    .nullable()
    .default(null),
  ladder: z
    .object({ name: z.string().trim().min(1).max(120), step: z.string().trim().min(1).max(120) })
    .nullable()
    .default(null),
  microcredential: z
    .object({
      hours: z.number().int().min(1).max(10_000),
      eqfLevel: z.number().int().min(1).max(8).nullable().default(null),
      assessment: z.string().trim().min(1).max(500).nullable().default(null),
      qualityAssurance: z.string().trim().min(1).max(500).nullable().default(null),
      awardingBody: z.string().trim().min(1).max(200).nullable().default(null),
    })
    .nullable()
    .default(null),
});
export type BadgeContent = z.infer<typeof BadgeContent>;

/**
 * `badge` null: the one of this origin, else a new one.
 * `standsOn`: the activity or playlist that shows it as its badge, of the same organiser.
 */
export const PublishBadge = z.object({
  organiser: OrganiserId,
  badge: BadgeId.nullable().default(null),
  origin: Origin.nullable().default(null),
  standsOn: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('activity'), id: ActivityId }),
      z.object({ kind: z.literal('playlist'), id: PlaylistId }),
    ])
    .nullable()
    .default(null),
  content: BadgeContent,
});
export type PublishBadge = z.infer<typeof PublishBadge>;

export type PublishBadgeRefusal =
  | NotFound
  | NotAllowed
  /** A rule, a prerequisite or `standsOn` names something that is not this organiser's, or not there. */
  | { readonly why: 'foreign'; readonly what: readonly string[] };

/** Publishes a badge, or a new version of it when anything changed; earlier versions stay for their earners. */
export async function publishBadge(
  ports: Pick<Ports, 'records' | 'ids'>,
  by: Actor,
  input: PublishBadge,
): Promise<Outcome<{ readonly badge: Badge; readonly result: PublishResult }, PublishBadgeRefusal>> {
  const organiser = await ports.records.organisers.byId(input.organiser);
  const shut = judgePublishing(by, organiser);
  if (!organiser || shut) return refused(shut ?? { why: 'not-found' });
  const known = await findKnown(ports, input);
  if (input.badge && known?.organiser !== organiser.id) return refused({ why: 'not-found' });
  if (known && isOlder(known.origin, input.origin)) return done({ badge: known, result: 'older' });
  const what = await readForeign(ports, input);
  if (what.length > 0) return refused({ why: 'foreign', what });

  const badge = versionAfter(known, input, ports.ids);
  const isSame = badge === known;
  const standing = await readStanding(ports, organiser, input.standsOn, badge, isSame);
  if (isSame && !standing) return done({ badge, result: 'same' });
  const about = { object: badge.id, organiser: organiser.id, version: badge.version };
  await ports.records.keep(
    { ...standing, badge: isSame ? [] : [badge] },
    isSame ? [] : [domainEvent(by, known ? 'badge.changed' : 'badge.published', about)],
  );
  return done({
    badge: isSame ? badge : { ...badge, revision: badge.revision + 1 },
    result: known ? 'changed' : 'new',
  });
}

const findKnown = ({ records }: Pick<Ports, 'records'>, { badge, origin, organiser }: PublishBadge) =>
  badge ? records.badges.byId(badge) : origin && records.badges.byOrigin(organiser, origin.key);

/** What it names that is not there, or not this organiser's: a badge is given for one's own activities only. */
async function readForeign(
  { records }: Pick<Ports, 'records'>,
  { organiser, standsOn, content }: PublishBadge,
): Promise<readonly string[]> {
  const rules = content.earnedBy;
  const activities = rules.flatMap((rule) => ('activity' in rule ? [rule.activity] : []));
  const playlists = rules.flatMap((rule) => ('playlist' in rule ? [rule.playlist] : []));
  if (standsOn?.kind === 'activity') activities.push(standsOn.id);
  if (standsOn?.kind === 'playlist') playlists.push(standsOn.id);
  const needed = content.prerequisites?.badges ?? 'any';

  const [ownActivities, foundPlaylists, badges] = await Promise.all([
    records.activities.byIds(activities),
    Promise.all(playlists.map((id) => records.playlists.byId(id))),
    needed === 'any' ? [] : records.badges.byIds(needed),
  ]);
  const own: ReadonlySet<string> = new Set([
    ...ownActivities.filter((one) => one.organiser === organiser).map(({ id }) => id),
    ...foundPlaylists.flatMap((one) => (one && organiserOf(one) === organiser ? [one.id] : [])),
    ...badges.map(({ id }) => id),
  ]);
  const named = [...activities, ...playlists, ...(needed === 'any' ? [] : needed)];
  return [...new Set<string>(named)].filter((id) => !own.has(id));
}

/** The known one itself where nothing changed. What was published stays for those who earned it. */
function versionAfter(
  known: Badge | null,
  { organiser, origin, content }: PublishBadge,
  ids: { next(): string },
): Badge {
  const next: Badge = {
    ...content,
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    organiser,
    state: 'active',
    version: known?.version ?? 1,
    earlier: known?.earlier ?? [],
    origin: known?.origin ?? null,
  };
  if (!known) return { ...next, origin };
  if (isSameContent(known, next)) return known;
  return {
    ...next,
    version: known.version + 1,
    earlier: [...known.earlier, versionOf(known)],
    origin: origin ?? known.origin,
  };
}

/** The activity or playlist that shows it as its badge, and how the catalogue shows that with a badge that changed; null: as is. */
async function readStanding(
  { records }: Pick<Ports, 'records'>,
  organiser: Organiser,
  standsOn: PublishBadge['standsOn'],
  badge: Badge,
  isSame: boolean,
): Promise<Changes | null> {
  if (standsOn?.kind === 'activity') {
    const found = await records.activities.byId(standsOn.id);
    if (!found || (isSame && found.badge === badge.id)) return null;
    const activity = { ...found, badge: badge.id };
    return { activity: [activity], catalogue: [entryOfActivity(activity, organiser, badge)] };
  }
  const found = standsOn && (await records.playlists.byId(standsOn.id));
  if (!found || (isSame && found.badge === badge.id)) return null;
  const playlist = { ...found, badge: badge.id };
  const steps = await records.activities.byIds(playlist.steps.map(({ activity }) => activity));
  return { playlist: [playlist], catalogue: [entryOfPlaylist(playlist, organiser, badge, steps)] };
}
