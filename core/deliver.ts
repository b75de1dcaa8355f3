import type { Told } from './domain-events.ts';
import { Declined, Stale, Unreachable } from './faults.ts';
import { minuteMs } from './instant.ts';
import { afterFault, type Next } from './next-try.ts';
import type { Delivery } from './ports/engine.ts';
import type { Ports } from './ports/ports.ts';
import type { Reactions } from './reactions.ts';
import { retryStale } from './retry-stale.ts';

/** So often a lease is renewed at most: what hangs for half an hour is another worker's. */
const mostRenewals = 90;

/**
 * Takes what is due and brings it to its reactions: those of one domain event one after another,
 * different ones at once. What takes longer than its lease is held on to, or others would begin it as well.
 * @param worker a name that no other worker has
 * @param limit how many it takes, and so how many run at once; 1 or more
 * @param leaseMs so soon after this process has died others take over what it held
 * @returns how many it took; 0: nothing is due
 */
export async function deliver(
  ports: Ports,
  reactions: Reactions,
  worker: string,
  limit = 8,
  leaseMs: number = minuteMs,
): Promise<number> {
  const taken = await ports.outbox.claim(worker, limit, leaseMs);

  const held = new Set(taken.map(({ key }) => key));
  const stopHolding = holding(ports, held, worker, leaseMs);
  const ends = await Promise.allSettled(
    perEvent(taken).map(async (deliveries) => {
      for (const delivery of deliveries) {
        await deliverOne(ports, reactions, worker, delivery);
        held.delete(delivery.key);
      }
    }),
  );
  stopHolding();

  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
  return taken.length;
}

/** Renews the leases of what is not settled yet, three times in a lease's time. @returns ends it */
function holding({ outbox }: Ports, held: ReadonlySet<string>, worker: string, leaseMs: number): () => void {
  let renewals = 0;
  const timer = setInterval(() => {
    renewals += 1;
    if (renewals > mostRenewals) clearInterval(timer);
    // Out of reach now: the next time is soon enough.
    else if (held.size > 0) outbox.extend([...held], worker, leaseMs).catch(() => {});
  }, leaseMs / 3);
  return () => clearInterval(timer);
}

async function deliverOne(ports: Ports, reactions: Reactions, worker: string, delivery: Delivery) {
  const { outbox, meter } = ports;
  try {
    await retryStale(() => react(ports, reactions, delivery));
  } catch (fault) {
    const next = afterFault(fault, delivery, ports.clock.now());
    tellLog(ports, delivery, fault, next);
    if (next.due) await outbox.retry(delivery.key, worker, next.due, next.trouble);
    else await outbox.setAside(delivery.key, worker, next.trouble);
    meter.delivery(delivery.reaction, next.due ? 'retried' : 'set-aside');
    return;
  }
  await outbox.delivered(delivery.key, worker);
  meter.delivery(delivery.reaction, 'delivered');
}

function react(ports: Ports, reactions: Reactions, delivery: Delivery): Promise<void> {
  const { reaction, event, key, tries } = delivery;
  // `keep` writes a delivery only for a reaction that hears this domain event; the compiler sees but the union.
  const run = reactions[reaction] as (ports: Ports, event: Told, key: string, tries: number) => Promise<void>;
  return run(ports, event, key, tries);
}

function tellLog({ log }: Ports, { key, reaction, tries }: Delivery, err: unknown, { due }: Next): void {
  const data = { delivery: key, reaction, tries: tries + 1, due, err };
  const isForeseen = err instanceof Declined || err instanceof Unreachable || err instanceof Stale;
  if (!isForeseen) log.error(data, 'A reaction failed');
  else if (due) log.warn(data, 'A delivery did not arrive; it is tried again');
  else log.warn(data, 'A delivery did not arrive; it is set aside');
}

function perEvent(deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const sequences = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    sequences.set(delivery.event.id, [...(sequences.get(delivery.event.id) ?? []), delivery]);
  }
  return [...sequences.values()];
}
