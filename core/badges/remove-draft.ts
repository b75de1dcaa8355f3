import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId } from '../ids.ts';
import { dayMs, type Instant, later } from '../instant.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';

export const RemoveDraft = z.object({ badge: BadgeId });
export type RemoveDraft = z.infer<typeof RemoveDraft>;

export type RemoveDraftRefusal =
  | NotFound
  | NotAllowed
  /** It was published, so somebody may hold it: it can be retired, not removed. */
  | { readonly why: 'published-once' };

const bringBackMs = 30 * dayMs;

/** Until then a removed draft stands among those that can be brought back. */
export const canBeBroughtBack = ({ removedAt }: Badge, now: Instant): boolean =>
  removedAt !== undefined && now < later(removedAt, bringBackMs);

/** Takes a badge that was never published off the desk. Twice is once; it can be brought back. */
export async function removeDraft(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { badge: id }: RemoveDraft,
): Promise<Outcome<Badge, RemoveDraftRefusal>> {
  const found = await readDraft(ports, by, id);
  if (found.refused || found.done.removedAt) return found;

  const removed: Badge = { ...found.done, removedAt: ports.clock.now() };
  await ports.records.keep({ badge: [removed] }, [domainEvent(by, 'badge.draft-removed', aboutOf(removed))]);
  return done({ ...removed, revision: removed.revision + 1 });
}

/** Back on the desk, as it was. */
export async function bringBackDraft(
  ports: Pick<Ports, 'records'>,
  by: Actor,
  { badge: id }: RemoveDraft,
): Promise<Outcome<Badge, RemoveDraftRefusal>> {
  const found = await readDraft(ports, by, id);
  if (found.refused || !found.done.removedAt) return found;

  const { removedAt: _, ...back } = found.done;
  await ports.records.keep({ badge: [back] }, [domainEvent(by, 'badge.drafted', aboutOf(back))]);
  return done({ ...back, revision: back.revision + 1 });
}

async function readDraft(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: BadgeId,
): Promise<Outcome<Badge, RemoveDraftRefusal>> {
  const badge = await records.badges.byId(id);
  const organiser = badge && (await records.organisers.byId(badge.organiser));
  const shut = judgePublishing(by, organiser);
  if (!badge || !organiser || shut) return refused(shut ?? { why: 'not-found' });
  return badge.state === 'draft' ? done(badge) : refused({ why: 'published-once' });
}

const aboutOf = ({ id, organiser, version }: Badge) => ({ object: id, organiser, version });
