import { domainEvent } from '../domain-events.ts';
import type { PlacementId } from '../ids.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * What stood behind a link is gone from its community: the platform gave its place, and its column, to something else.
 * The platform vouches for it, whoever opened the link. Twice is once; placed again, it stands there again.
 */
export async function removePlacement(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  id: PlacementId,
): Promise<void> {
  const placement = await records.placements.byId(id);
  if (!placement || placement.removedAt !== null) return;
  await records.keep({ placement: [{ ...placement, removedAt: clock.now() }] }, [
    domainEvent(by, 'placement.removed', { placement: id, subject: placement.subject }),
  ]);
}
