import { z } from 'zod';
import { ownBadge } from '../badges/own-badge.ts';
import { entryOfActivity } from '../catalogue/entry-of.ts';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, newId, OrganiserId } from '../ids.ts';
import type { Visibility } from '../lists.ts';
import { judgePublishing, mayBeSeenBy } from '../organisers/judge-publishing.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { entriesOfHolding } from '../read-entries.ts';
import { isSameContent } from '../same-content.ts';
import type { Activity } from './activity.ts';
import { ActivityContent, isOlder, Origin, type PublishResult } from './content.ts';
import { checkedContent, type MissingInActivity, type Whole } from './missing-in-activity.ts';
import type { Task } from './task.ts';

/**
 * `activity` null: the one of this origin, else a new one.
 * `makeBadge`: R1, a badge of its own with the same words; what already has one keeps it. A bundle brings its badges
 * itself (`publish-badge` with `standsOn`) and says false.
 */
export const PublishActivity = z.object({
  organiser: OrganiserId,
  activity: ActivityId.nullable().default(null),
  origin: Origin.nullable().default(null),
  makeBadge: z.boolean().default(true),
  content: ActivityContent,
});
export type PublishActivity = z.infer<typeof PublishActivity>;

export type PublishActivityRefusal =
  | NotFound
  | NotAllowed
  /** Everything that R2 asks for and is not there, at once. */
  | { readonly why: 'incomplete'; readonly missing: readonly MissingInActivity[] }
  | { readonly why: 'organiser-unverified'; readonly visibility: Visibility };

export type { MissingInActivity } from './missing-in-activity.ts';

/** Publishes an activity, or a new version of it when anything changed. */
export async function publishActivity(
  ports: Pick<Ports, 'records' | 'ids'>,
  by: Actor,
  input: PublishActivity,
): Promise<Outcome<{ readonly activity: Activity; readonly result: PublishResult }, PublishActivityRefusal>> {
  const organiser = await ports.records.organisers.byId(input.organiser);
  const shut = judgePublishing(by, organiser);
  if (!organiser || shut) return refused(shut ?? { why: 'not-found' });
  const known = await findKnown(ports, input);
  if (input.activity && known?.organiser !== organiser.id) return refused({ why: 'not-found' });
  if (known && isOlder(known.origin, input.origin)) return done({ activity: known, result: 'older' });

  const checked = checkedContent(input.content);
  if ('missing' in checked) return refused({ why: 'incomplete', missing: checked.missing });
  const { visibility } = input.content;
  if (!mayBeSeenBy(organiser, visibility)) return refused({ why: 'organiser-unverified', visibility });

  const next = versionAfter(known, input, checked.whole, ports.ids);
  if (next === known) return done({ activity: next, result: 'same' });
  const activity = await keepPublished(ports, by, organiser, next, input.makeBadge);
  return done({ activity, result: known ? 'changed' : 'new' });
}

const findKnown = ({ records }: Pick<Ports, 'records'>, { activity, origin, organiser }: PublishActivity) =>
  activity ? records.activities.byId(activity) : origin && records.activities.byOrigin(organiser, origin.key);

/** The known one itself where nothing changed. Tasks keep their ids by their keys: work under way goes on. */
function versionAfter(
  known: Activity | null,
  { organiser, origin }: PublishActivity,
  whole: Whole,
  ids: { next(): string },
): Activity {
  const tasks = whole.tasks.map((task, index) => ({
    ...task,
    id: known?.tasks.find(({ key }) => key === task.key)?.id ?? newId<Task['id']>(ids),
    position: index + 1,
  }));
  const next: Activity = {
    ...whole,
    tasks,
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    organiser,
    badge: known?.badge ?? null,
    state: 'published',
    version: known?.version ?? 1,
    origin: known?.origin ?? null,
    ...(known?.closedLate ? { closedLate: true } : {}),
  };
  if (known && isSameContent(known, next)) return known;
  return { ...next, version: known ? known.version + 1 : 1, origin: origin ?? known?.origin ?? null };
}

async function keepPublished(
  { records, ids }: Pick<Ports, 'records' | 'ids'>,
  by: Actor,
  organiser: Organiser,
  next: Activity,
  makeBadge: boolean,
): Promise<Activity> {
  const made = makeBadge && !next.badge ? badgeOf(next, ids) : null;
  const activity = made ? { ...next, badge: made.id } : next;
  const badge = made ?? (activity.badge ? await records.badges.byId(activity.badge) : null);
  const about = { object: activity.id, organiser: organiser.id, version: activity.version };
  await records.keep(
    {
      activity: [activity],
      badge: made ? [made] : [],
      catalogue: [
        entryOfActivity(activity, organiser, badge),
        ...(await entriesOfHolding({ records }, activity)),
      ],
    },
    [
      domainEvent(by, activity.revision === 0 ? 'activity.published' : 'activity.changed', about),
      ...(made
        ? [domainEvent(by, 'badge.published', { object: made.id, organiser: organiser.id, version: 1 })]
        : []),
    ],
  );
  return { ...activity, revision: activity.revision + 1 };
}

const badgeOf = (activity: Activity, ids: { next(): string }) =>
  ownBadge(
    activity.organiser,
    { by: 'activity', activity: activity.id },
    {
      name: activity.name,
      description: activity.learn ?? activity.name,
      criteria: activity.do ?? activity.name,
      skills: activity.skills,
    },
    ids,
  );
