import { following, type Told } from '../domain-events.ts';
import type { AwardId, OrganiserId } from '../ids.ts';
import { nobody } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { rejudge } from './rejudge.ts';

/**
 * Judges every award of an organiser that waits once more, and issues those whose reasons are gone.
 * Follows `organiser.changed`; may be called at any time.
 */
export async function issueWaiting(
  ports: Pick<Ports, 'records' | 'clock'>,
  organiser: OrganiserId,
  by: Parameters<typeof rejudge>[1] = nobody,
): Promise<{ readonly issued: readonly AwardId[]; readonly waiting: number }> {
  const issued: AwardId[] = [];
  let waiting = 0;
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ports.records.awards.waiting>> = await ports.records.awards.waiting(
      organiser,
      { size: 100, after },
    );
    for (const award of page.items) {
      if ((await rejudge(ports, by, award)).state === 'issued') issued.push(award.id);
      else waiting += 1;
    }
    after = page.next;
  } while (after !== null);
  return { issued, waiting };
}

/** The same as a reaction. */
export async function issueWaitingOf(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'organiser.changed'>,
): Promise<void> {
  await issueWaiting(ports, event.payload.organiser, following(event));
}
