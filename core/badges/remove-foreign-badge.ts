import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { isThere, type OwnForeignBadge } from './own-foreign-badge.ts';

/** Out of the wallet. */
export async function removeForeignBadge(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Pick<Someone, 'person'>,
  { badge: id }: OwnForeignBadge,
): Promise<Outcome<null, NotFound>> {
  const badge = await records.foreignBadges.byId(id);
  if (badge?.person !== by.person) return refused({ why: 'not-found' });
  if (!isThere(badge)) return done(null);
  await records.keep({ foreignBadge: [{ ...badge, document: null, removedAt: clock.now() }] });
  return done(null);
}
