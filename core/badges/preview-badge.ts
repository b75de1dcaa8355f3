import { z } from 'zod';
import { BadgeId, type PersonId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readNamesFor } from '../read-names.ts';
import { type Badge, type BadgeVersion, draftOf, published, versionOf } from './badge.ts';
import { type RulePreview, readPreview } from './read-preview.ts';

export const PreviewBadge = z.object({ badge: BadgeId });
export type PreviewBadge = z.infer<typeof PreviewBadge>;

export type PreviewBadgeRefusal = NotFound | NotAllowed | { readonly why: 'draft-removed' };

export interface BadgePreview {
  readonly badge: Badge;
  readonly organiser: Organiser;
  /** As its public page will show it; where nothing is in draft, as it does. */
  readonly shown: BadgeVersion;
  /** As it would be. */
  readonly next: Badge;
  readonly hasDraft: boolean;
  /** Null: nothing is in draft, so nothing is to be switched on. */
  readonly rule: RulePreview | null;
  readonly nameOf: (person: PersonId) => string;
}

/** A badge as it would be, and who would earn it, before anything of that is so. */
export async function previewBadge(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  by: Actor,
  { badge: id }: PreviewBadge,
): Promise<Outcome<BadgePreview, PreviewBadgeRefusal>> {
  const badge = await ports.records.badges.byId(id);
  const organiser = badge && (await ports.records.organisers.byId(badge.organiser));
  const shut = judgePublishing(by, organiser);
  if (!badge || !organiser || shut) return refused(shut ?? { why: 'not-found' });
  if (badge.removedAt) return refused({ why: 'draft-removed' });

  const draft = draftOf(badge);
  const next = draft ? published(badge, draft) : badge;
  const rule = draft ? await readPreview(ports, next) : null;
  const named = rule ? [...rule.earn, ...rule.wait.map(({ person }) => person), ...rule.have] : [];
  const nameOf = await readNamesFor(ports, organiser.id, named.slice(0, mostNamed));
  return done({ badge, organiser, shown: versionOf(next), next, hasDraft: draft !== null, rule, nameOf });
}

/** A page names no more. */
const mostNamed = 200;
