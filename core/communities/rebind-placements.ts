import type { Told } from '../domain-events.ts';
import { newId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { nearestKnown } from './nearest-known.ts';
import type { Placement } from './placement.ts';

/**
 * A copied course takes over what stood in the one it came from, for links that keep their own name.
 * Links that carry their item bind themselves at their first launch. Nobody's learning travels: it is theirs, not the course's.
 */
export async function rebindPlacements(
  { records, ids, clock }: Pick<Ports, 'records' | 'ids' | 'clock'>,
  event: Told<'community.copied'>,
): Promise<void> {
  const copy = event.community ? await records.communities.byId(event.community) : null;
  const original = copy && (await nearestKnown({ records }, copy, event.payload.from));
  if (!copy || !original) return;

  const [there, here] = await Promise.all([
    records.placements.in(original.id),
    records.placements.in(copy.id),
  ]);
  const bound = new Set(here.map(({ nativeLink }) => nativeLink));
  const copies = there
    .filter(({ nativeLink }) => !bound.has(nativeLink))
    .map(
      (placement): Placement => ({
        ...placement,
        id: newId(ids),
        revision: 0,
        community: copy.id,
        gradeColumn: null,
        deadline: null,
        by: null,
        at: clock.now(),
      }),
    );
  if (copies.length > 0) await records.keep({ placement: copies });
}
