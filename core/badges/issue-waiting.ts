import type { Told } from '../domain-events.ts';
import type { AwardId, OrganiserId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Judges every award of an organiser that waits once more, and issues those whose reasons are gone.
 * Follows `organiser.changed`; may be called at any time.
 */
export async function issueWaiting(
  ports: Pick<Ports, 'records' | 'clock'>,
  organiser: OrganiserId,
): Promise<{ readonly issued: readonly AwardId[]; readonly waiting: number }> {
  throw new Error(`under way ${ports} ${organiser}`);
}

export async function issueWaitingOf(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'organiser.changed'>,
): Promise<void> {
  await issueWaiting(ports, event.payload.organiser);
}
