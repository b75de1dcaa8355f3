import type { OrganiserId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Undelivered } from '../ports/engine.ts';
import type { Ports } from '../ports/ports.ts';
import { communitiesFor, type UndeliveredRefusal } from './list-undelivered.ts';

/**
 * Makes a delivery that was set aside due now. Pressed twice, the second finds nothing.
 * @param organiser null: any, for the operator
 */
export async function deliverAgain(
  { records, outbox }: Pick<Ports, 'records' | 'outbox'>,
  by: Actor,
  organiser: OrganiserId | null,
  key: string,
): Promise<Outcome<Undelivered, UndeliveredRefusal>> {
  const where = await communitiesFor({ records }, by, organiser);
  if (where.refused) return where;
  const delivery = await outbox.setAsideOne(key);
  const community = delivery?.event.community ?? null;
  const isTheirs = where.done === 'all' || (community !== null && where.done.includes(community));
  if (!delivery || !isTheirs) return refused({ why: 'not-found' });

  await outbox.again(key);
  return done(delivery);
}
