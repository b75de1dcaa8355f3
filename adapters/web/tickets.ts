import { z } from 'zod';
import { CommunityId, PersonId } from '../../core/ids.ts';
import { later, secondMs } from '../../core/instant.ts';
import { seats } from '../../core/lists.ts';
import type { Someone } from '../../core/people/actor.ts';
import type { Ports } from '../../core/ports/ports.ts';

type TicketPorts = Pick<Ports, 'keyValues' | 'secrets' | 'clock' | 'ids'>;

const namespace = 'web.tickets';
export const ticketMs = 60 * secondMs;

const Ticket = z.object({
  path: z.string(),
  person: PersonId,
  seat: z.object({ community: CommunityId, as: z.enum(seats) }).nullable(),
});

/**
 * A picture or a download cannot carry the header that a visit is known by. A ticket stands in its address instead:
 * good for 60 seconds, once, for one path, with the rights of whoever asked for it.
 */
export async function makeTicket(
  { keyValues, secrets, clock, ids }: TicketPorts,
  path: string,
  { person, seat }: Someone,
): Promise<string> {
  const ticket = ids.code(26);
  await keyValues.put(
    namespace,
    secrets.digest(ticket, namespace),
    { path, person, seat },
    { until: later(clock.now(), ticketMs) },
  );
  return `${path}?ticket=${ticket}`;
}

/** Whose ticket it is, once, for the path it was made for. Null: used, over, or for something else. */
export async function takeTicket(
  { keyValues, secrets }: Pick<TicketPorts, 'keyValues' | 'secrets'>,
  path: string,
  ticket: string,
): Promise<Pick<Someone, 'person' | 'seat'> | null> {
  const kept = Ticket.safeParse(await keyValues.take(namespace, secrets.digest(ticket, namespace)));
  return kept.success && kept.data.path === path ? kept.data : null;
}
