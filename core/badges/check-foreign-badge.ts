import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { takeSlot } from '../take-slot.ts';
import type { ForeignBadge } from './foreign-badge.ts';
import {
  checks,
  found,
  isIssuedTo,
  isThere,
  type OwnForeignBadge,
  presentedAgain,
} from './own-foreign-badge.ts';

/** Looks once more whether it is still good; what it was found to be is kept, whatever that is. */
export async function checkForeignBadge(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets' | 'keyValues' | 'badgeVerifier'>,
  by: Pick<Someone, 'person'>,
  { badge: id }: OwnForeignBadge,
): Promise<Outcome<ForeignBadge, NotFound | { readonly why: 'too-many-checks' }>> {
  const badge = await ports.records.foreignBadges.byId(id);
  const input = badge && presentedAgain(badge);
  if (badge?.person !== by.person || !isThere(badge) || !input) return refused({ why: 'not-found' });
  if (!(await takeSlot(ports, checks, by.person))) return refused({ why: 'too-many-checks' });
  const person = await ports.records.people.byId(by.person);

  const report = await ports.badgeVerifier.verify(input, null);
  const again: ForeignBadge = {
    ...badge,
    ...found(report, badge.shown),
    isTheirs: badge.isTheirs || (await isIssuedTo(ports.badgeVerifier, input, person ?? { emails: [] })),
    checkedAt: ports.clock.now(),
  };
  await ports.records.keep({ foreignBadge: [again] });
  return done({ ...again, revision: again.revision + 1 });
}
