import { z } from 'zod';
import { isOlder, Origin, type PublishResult } from '../activities/content.ts';
import { entryOfActivity, entryOfPlaylist } from '../catalogue/entry-of.ts';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, BadgeId, newId, OrganiserId, PlaylistId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Changes } from '../ports/records.ts';
import { isSameContent } from '../same-content.ts';
import { type Badge, contentOf, versionOf } from './badge.ts';
import { BadgeContent } from './badge-content.ts';
import { readForeign } from './read-foreign.ts';

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
  const what = await readForeign(ports, { ...input, badge: known?.id ?? null });
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
    ...(known?.draft ? { draft: known.draft } : {}),
  };
  if (!known) return { ...next, origin };
  if (known.state === 'active' && isSameContent(contentOf(known), contentOf(next))) return known;
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
