import type { Told } from './domain-events.ts';
import { Declined, Stale, Unreachable } from './faults.ts';
import { hourMs, type Instant, later, minuteMs, secondMs } from './instant.ts';
import type { Delivery } from './ports/engine.ts';
import type { Ports } from './ports/ports.ts';
import type { Reactions } from './reactions.ts';
import { retryStale } from './retry-stale.ts';

/** Longer than any reaction takes: its calls to the outside end after seconds. */
const leaseMs = minuteMs;

/** How long to wait after the first try, the second, and so on; after the last it is set aside. */
const waits = [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs, 24 * hourMs];

/**
 * Takes what is due and brings it to its reactions: those of one domain event one after another,
 * different ones at once.
 * @param worker a name that no other worker has
 * @param limit how many it takes, and so how many run at once; 1 or more
 * @returns how many it took; 0: nothing is due
 */
export async function deliver(
  ports: Ports,
  reactions: Reactions,
  worker: string,
  limit = 8,
): Promise<number> {
  const taken = await ports.outbox.claim(worker, limit, leaseMs);

  const ends = await Promise.allSettled(
    perEvent(taken).map(async (deliveries) => {
      for (const delivery of deliveries) await deliverOne(ports, reactions, worker, delivery);
    }),
  );

  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
  return taken.length;
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

function react(ports: Ports, reactions: Reactions, { reaction, event, key }: Delivery): Promise<void> {
  // `keep` writes a delivery only for a reaction that hears this domain event; the compiler sees but the union.
  const run = reactions[reaction] as (ports: Ports, event: Told, key: string) => Promise<void>;
  return run(ports, event, key);
}

interface Next {
  /** Null: no more tries. */
  readonly due: Instant | null;
  /** Code first, for the page that lists it; then what was said. */
  readonly trouble: string;
}

/** What becomes of a delivery that failed. */
export function afterFault(fault: unknown, { tries }: Pick<Delivery, 'tries'>, now: Instant): Next {
  if (fault instanceof Declined) return { due: null, trouble: `${fault.code}: ${fault.message}` };

  const wait = waits[tries];
  const trouble = troubleOf(fault);
  if (wait === undefined) return { due: null, trouble };
  if (fault instanceof Stale) return { due: later(now, secondMs), trouble };
  const asked = fault instanceof Unreachable ? fault.retryAfterMs : null;
  return { due: later(now, asked === null ? wait : within(secondMs, asked, 24 * hourMs)), trouble };
}

/** What the other side asks for, unless it would keep us busy or make us forget. */
const within = (least: number, asked: number, most: number): number => Math.min(most, Math.max(least, asked));

function troubleOf(fault: unknown): string {
  if (fault instanceof Unreachable) return `unreachable: ${fault.message}`;
  if (fault instanceof Stale) return `contended: ${fault.message}`;
  return `fault: ${fault instanceof Error ? fault.message : String(fault)}`;
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
