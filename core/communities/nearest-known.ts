import type { Ports } from '../ports/ports.ts';
import type { Community } from './community.ts';

/**
 * Which community another one was copied from. A copy of a copy: the one between may never have been opened from here.
 * @param from native ids in the same tenant, nearest first
 */
export async function nearestKnown(
  { records }: Pick<Ports, 'records'>,
  { kind, tenant }: Pick<Community, 'kind' | 'tenant'>,
  from: readonly string[],
): Promise<Community | null> {
  for (const nativeId of from) {
    const found = await records.communities.find(kind, tenant, nativeId);
    if (found) return found;
  }
  return null;
}
