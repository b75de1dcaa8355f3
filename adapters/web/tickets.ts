import { later, secondMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';

type TicketPorts = Pick<Ports, 'keyValues' | 'secrets' | 'clock' | 'ids'>;

const namespace = 'web.tickets';
export const ticketMs = 60 * secondMs;

/**
 * A picture or a download cannot carry the header that a visit is known by. A ticket stands in its address instead:
 * good for 60 seconds, once, for one path.
 */
export async function makeTicket(
  { keyValues, secrets, clock, ids }: TicketPorts,
  path: string,
): Promise<string> {
  const ticket = ids.code(26);
  await keyValues.put(
    namespace,
    secrets.digest(ticket, namespace),
    { path },
    { until: later(clock.now(), ticketMs) },
  );
  return `${path}?ticket=${ticket}`;
}

/** True once, for the path it was made for. */
export async function takeTicket(
  { keyValues, secrets }: Pick<TicketPorts, 'keyValues' | 'secrets'>,
  path: string,
  ticket: string,
): Promise<boolean> {
  const kept = await keyValues.take<{ path: string }>(namespace, secrets.digest(ticket, namespace));
  return kept?.path === path;
}
