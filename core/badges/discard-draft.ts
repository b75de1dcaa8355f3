import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';

export const DiscardDraft = z.object({ badge: BadgeId });
export type DiscardDraft = z.infer<typeof DiscardDraft>;

/** Lets go what was changed and not published. Twice is once; a badge that was never published stays a draft. */
export async function discardDraft(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { badge: id }: DiscardDraft,
): Promise<Outcome<Badge, NotFound | NotAllowed>> {
  const badge = await records.badges.byId(id);
  const organiser = badge && (await records.organisers.byId(badge.organiser));
  const shut = judgePublishing(by, organiser);
  if (!badge || !organiser || shut) return refused(shut ?? { why: 'not-found' });
  if (!badge.draft) return done(badge);

  const { draft: _, ...as } = badge;
  const about = { object: id, organiser: organiser.id, version: badge.version };
  await records.keep({ badge: [as] }, [domainEvent(by, 'badge.drafted', about)]);
  return done({ ...as, revision: as.revision + 1 });
}
