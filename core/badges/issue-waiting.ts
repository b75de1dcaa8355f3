import { following, type Told } from '../domain-events.ts';
import type { AwardId, OrganiserId } from '../ids.ts';
import { nobody } from '../people/actor.ts';
import { rejudge } from './rejudge.ts';
import type { Issuing } from './sign-award.ts';

/**
 * Judges every award of an organiser that waits once more, and issues those whose reasons are gone.
 * Follows `organiser.changed`; may be called at any time.
 */
export async function issueWaiting(
  ports: Issuing,
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
export async function issueWaitingOf(ports: Issuing, event: Told<'organiser.changed'>): Promise<void> {
  await issueWaiting(ports, event.payload.organiser, following(event));
}
