import { z } from 'zod';
import { BadgeId } from '../ids.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge, BadgeVersion } from './badge.ts';

/** `version` null: the newest. */
export const SeeBadge = z.object({
  badge: BadgeId,
  version: z.number().int().min(1).nullable().default(null),
});
export type SeeBadge = z.infer<typeof SeeBadge>;

/** A badge's public page and documents, in one version: once it stands on something public, or an award was released. */
export async function seeBadge(
  ports: Pick<Ports, 'records'>,
  input: SeeBadge,
): Promise<
  Outcome<{ readonly badge: Badge; readonly shown: BadgeVersion; readonly organiser: Organiser }, NotFound>
> {
  throw new Error(`under way ${ports} ${input}`);
}
