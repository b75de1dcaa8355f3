import { z } from 'zod';
import { ActivityId, OrganiserId } from '../ids.ts';
import type { Visibility } from '../lists.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Activity } from './activity.ts';
import { ActivityContent, Origin, type PublishResult } from './content.ts';

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

export type MissingInActivity = 'name' | 'type' | 'categories' | 'do' | 'learn' | 'place' | 'tasks' | 'need';

/** Publishes an activity, or a new version of it when anything changed. */
export async function publishActivity(
  ports: Pick<Ports, 'records' | 'ids'>,
  by: Actor,
  input: PublishActivity,
): Promise<Outcome<{ readonly activity: Activity; readonly result: PublishResult }, PublishActivityRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
