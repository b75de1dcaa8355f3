import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { type Badge, draftOf, published } from './badge.ts';
import { readForeign } from './read-foreign.ts';
import { type RulePreview, readPreview } from './read-preview.ts';
import { readShowing } from './read-showing.ts';

/** `previewed`: the mark of the preview that was seen. */
export const SwitchOnBadge = z.object({ badge: BadgeId, previewed: z.string().min(1).max(200) });
export type SwitchOnBadge = z.infer<typeof SwitchOnBadge>;

export type SwitchOnBadgeRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'draft-removed' }
  | { readonly why: 'draft-removed' }
  | { readonly why: 'nothing-to-publish' }
  | { readonly why: 'foreign'; readonly what: readonly string[] }
  /** Others would earn it now than the preview said; nothing was switched on. */
  | { readonly why: 'preview-changed'; readonly earn: number; readonly wait: number };

/**
 * Publishes what is in draft, as the first version or the next, and switches its rules on: exactly those who were
 * previewed get it at once (R14). Earners of earlier versions keep theirs.
 */
export async function switchOnBadge(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  by: Actor,
  { badge: id, previewed }: SwitchOnBadge,
): Promise<Outcome<{ readonly badge: Badge; readonly rule: RulePreview }, SwitchOnBadgeRefusal>> {
  const badge = await ports.records.badges.byId(id);
  const organiser = badge && (await ports.records.organisers.byId(badge.organiser));
  const shut = judgePublishing(by, organiser);
  if (!badge || !organiser || shut) return refused(shut ?? { why: 'not-found' });
  if (badge.removedAt) return refused({ why: 'draft-removed' });
  const draft = draftOf(badge);
  if (!draft) return refused({ why: 'nothing-to-publish' });
  const what = await readForeign(ports, {
    organiser: organiser.id,
    badge: id,
    standsOn: null,
    content: draft,
  });
  if (what.length > 0) return refused({ why: 'foreign', what });
  const next = published(badge, draft);
  const rule = await readPreview(ports, next);
  if (rule.mark !== previewed) {
    return refused({ why: 'preview-changed', earn: rule.earn.length, wait: rule.wait.length });
  }

  const people = [...rule.earn, ...rule.wait.map(({ person }) => person)];
  const about = { object: id, organiser: organiser.id, version: next.version };
  await ports.records.keep({ ...(await readShowing(ports, organiser, next)), badge: [next] }, [
    domainEvent(by, badge.state === 'draft' ? 'badge.published' : 'badge.changed', about),
    domainEvent(by, 'rule.switched-on', { ...about, people: people.length }),
    ...people.map((person) => domainEvent(by, 'rule.met', { badge: id, person })),
  ]);
  return done({ badge: { ...next, revision: next.revision + 1 }, rule });
}
