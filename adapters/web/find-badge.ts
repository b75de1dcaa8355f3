import type { Request } from 'express';
import { SeeBadge, seeBadge } from '../../core/badges/see-badge.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { named } from './document-answers.ts';

/** `<badge>-v<n>`; without its version, where the newest stands. */
export async function findBadge({ records }: Pick<Ports, 'records'>, req: Request) {
  const [, id, version] = /^([A-Za-z0-9]{1,64})(?:-v([1-9]\d{0,5}))?$/.exec(named(req, 'badge') ?? '') ?? [];
  const input = SeeBadge.safeParse({ badge: id, version: version ? Number(version) : null });
  const seen = input.success ? await seeBadge({ records }, input.data) : null;
  if (!seen?.done) return null;
  const { badge, shown } = seen.done;
  return {
    badge,
    shown,
    isVersion: version !== undefined,
    address: `/b/badges/${badge.id}-v${shown.version}`,
  };
}
