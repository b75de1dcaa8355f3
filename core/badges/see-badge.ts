import { z } from 'zod';
import { BadgeId } from '../ids.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import { type Badge, type BadgeVersion, versionIn } from './badge.ts';
import { isPublic } from './read-public.ts';

/** `version` null: the newest. */
export const SeeBadge = z.object({
  badge: BadgeId,
  version: z.number().int().min(1).nullable().default(null),
});
export type SeeBadge = z.infer<typeof SeeBadge>;

/** A badge's public page and documents, in one version: once it stands on something public, or an award was released. */
export async function seeBadge(
  { records }: Pick<Ports, 'records'>,
  { badge: id, version }: SeeBadge,
): Promise<
  Outcome<{ readonly badge: Badge; readonly shown: BadgeVersion; readonly organiser: Organiser }, NotFound>
> {
  const badge = await records.badges.byId(id);
  const shown = badge && versionIn(badge, version ?? badge.version);
  const organiser = badge && (await records.organisers.byId(badge.organiser));
  if (!shown || !organiser || !(await isPublic({ records }, badge))) return refused({ why: 'not-found' });
  return done({ badge, shown, organiser });
}
