import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { ForeignBadge } from './foreign-badge.ts';
import { isThere } from './own-foreign-badge.ts';

/** Those that were not removed, in the order in which they came. */
export async function listForeignBadges(
  { records }: Pick<Ports, 'records'>,
  by: Pick<Someone, 'person'>,
): Promise<readonly ForeignBadge[]> {
  return (await records.foreignBadges.of(by.person)).filter(isThere);
}
