import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';

export const RetireBadge = z.object({ badge: BadgeId });
export type RetireBadge = z.infer<typeof RetireBadge>;

export type RetireBadgeRefusal =
  | NotFound
  | NotAllowed
  /** It is a draft: it can be removed. */
  | { readonly why: 'never-published' };

/** Nobody earns it from now on; its holders keep theirs, and its public page stays. Twice is once. */
export async function retireBadge(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { badge: id }: RetireBadge,
): Promise<Outcome<Badge, RetireBadgeRefusal>> {
  const badge = await records.badges.byId(id);
  const organiser = badge && (await records.organisers.byId(badge.organiser));
  const shut = judgePublishing(by, organiser);
  if (!badge || !organiser || shut) return refused(shut ?? { why: 'not-found' });
  if (badge.state === 'draft') return refused({ why: 'never-published' });
  if (badge.state === 'retired') return done(badge);

  const { draft: _, ...rest } = badge;
  const retired: Badge = { ...rest, state: 'retired' };
  const about = { object: id, organiser: organiser.id, version: badge.version };
  await records.keep({ badge: [retired] }, [domainEvent(by, 'badge.retired', about)]);
  return done({ ...retired, revision: retired.revision + 1 });
}
