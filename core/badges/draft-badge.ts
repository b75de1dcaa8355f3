import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId, newId, OrganiserId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { PictureTrouble } from '../ports/badge-press.ts';
import type { Ports } from '../ports/ports.ts';
import { isSameContent } from '../same-content.ts';
import { type Badge, contentOf } from './badge.ts';
import { BadgeContent } from './badge-content.ts';
import { readForeign } from './read-foreign.ts';

/** `badge` null: a new one. */
export const DraftBadge = z.object({
  organiser: OrganiserId,
  badge: BadgeId.nullable(),
  content: BadgeContent,
});
export type DraftBadge = z.infer<typeof DraftBadge>;

export type DraftBadgeRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'foreign'; readonly what: readonly string[] }
  | { readonly why: 'picture-unfit'; readonly trouble: PictureTrouble }
  | { readonly why: 'badge-retired' };

/**
 * Keeps what its makers wrote. Nobody earns by it, and nobody else sees it, before it is published. Written on in
 * another tab, a draft that was removed is there again.
 */
export async function draftBadge(
  ports: Pick<Ports, 'records' | 'ids' | 'badgePress'>,
  by: Actor,
  input: DraftBadge,
): Promise<Outcome<Badge, DraftBadgeRefusal>> {
  const { records, ids, badgePress } = ports;
  const organiser = await records.organisers.byId(input.organiser);
  const shut = judgePublishing(by, organiser);
  if (!organiser || shut) return refused(shut ?? { why: 'not-found' });
  const known = input.badge && (await records.badges.byId(input.badge));
  if (input.badge && known?.organiser !== organiser.id) return refused({ why: 'not-found' });
  if (known?.state === 'retired') return refused({ why: 'badge-retired' });
  const trouble = await badgePress.judgePicture(input.content.image);
  if (trouble) return refused({ why: 'picture-unfit', trouble });
  const what = await readForeign(ports, { ...input, standsOn: null });
  if (what.length > 0) return refused({ why: 'foreign', what });

  const badge = drafted(known, input, ids);
  if (badge === known) return done(badge);
  await records.keep({ badge: [badge] }, [
    domainEvent(by, 'badge.drafted', { object: badge.id, organiser: organiser.id, version: badge.version }),
  ]);
  return done({ ...badge, revision: badge.revision + 1 });
}

/** Back to what is published: nothing is in draft. */
function drafted(known: Badge | null, { organiser, content }: DraftBadge, ids: { next(): string }): Badge {
  if (!known) {
    const nothing = { revision: 0, version: 1, earlier: [], origin: null };
    return { ...content, ...nothing, id: newId<BadgeId>(ids), organiser, state: 'draft' };
  }
  const isPublished = known.state === 'active';
  const isAsItIs = isSameContent(contentOf(known), content);
  if (!isPublished) {
    const { removedAt, ...there } = known;
    return isAsItIs && !removedAt ? known : { ...there, ...content };
  }
  const draft = isAsItIs ? null : content;
  if (isSameContent(known.draft ?? null, draft)) return known;
  // Left out, not null: a bundle that brings the same badge again finds it the same.
  const { draft: _, ...rest } = known;
  return draft ? { ...rest, draft } : rest;
}
