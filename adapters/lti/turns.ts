import { setTimeout as wait } from 'node:timers/promises';
import { Unreachable } from '../../core/faults.ts';
import { minuteMs, secondMs } from '../../core/instant.ts';
import type { Leases } from '../../core/ports/engine.ts';
import { newSecret } from './login-record.ts';

/** Runs it as soon as fewer than so many run under that name, in this process and all others. */
export type TakeTurn = <Answer>(name: string, run: () => Promise<Answer>) => Promise<Answer>;

/** Longer than calls take; a process that ended in one leaves its place then. */
const leaseMs = minuteMs;
/** A delivery has a minute: what waits longer for a place is tried again later. */
const patienceMs = 20 * secondMs;
const stepMs = 50;

/**
 * @param most places under each name. In a process who waits goes in order; between processes places are leases of the
 * store, for which they wait in short steps.
 */
export function createTurns(leases: Leases, most: number): TakeTurn {
  const inOrder = lanes(most);

  return (name, run) =>
    inOrder(name, async () => {
      const holder = newSecret(8);
      const place = await placeOf(leases, name, most, holder);
      try {
        return await run();
      } finally {
        await leases.release(place, holder);
      }
    });
}

/** @throws Unreachable other processes hold them all, and go on doing so */
async function placeOf(leases: Leases, name: string, most: number, holder: string): Promise<string> {
  const first = Math.floor(Math.random() * most);
  for (let waited = 0; waited <= patienceMs; waited += stepMs) {
    for (let n = 0; n < most; n += 1) {
      const place = `lti.turns:${name}:${(first + n) % most}`;
      if (await leases.hold(place, holder, leaseMs)) return place;
    }
    await wait(stepMs);
  }
  throw new Unreachable('Other processes are busy with the same', {
    retryAfterMs: 20 * secondMs,
  });
}

/** At most so many at a time per name in this process; the others wait in order. */
function lanes(most: number): TakeTurn {
  const busy = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  return async (name, run) => {
    const lane = busy.get(name) ?? { running: 0, waiting: [] };
    busy.set(name, lane);
    if (lane.running >= most) await new Promise<void>((goes) => lane.waiting.push(goes));
    else lane.running += 1;
    try {
      return await run();
    } finally {
      const next = lane.waiting.shift();
      // Who goes next takes over this place.
      if (next) next();
      else lane.running -= 1;
      if (lane.running === 0) busy.delete(name);
    }
  };
}
