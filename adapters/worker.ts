import { AsyncResource } from 'node:async_hooks';
import { deliver } from '../core/deliver.ts';
import { type Instant, millis, minuteMs, secondMs } from '../core/instant.ts';
import type { Ports } from '../core/ports/ports.ts';
import type { Records } from '../core/ports/records.ts';
import type { Reactions } from '../core/reactions.ts';
import { processName } from './process-name.ts';

export interface Worker {
  /** Something was kept: look now instead of at the next second, or at the moment from which it is due. */
  nudge(due?: Instant): void;
  /** Takes nothing new and waits for what runs. */
  stop(): Promise<void>;
}

interface WorkerParts {
  readonly ports: Ports;
  readonly reactions: Reactions;
  /** A name that no other worker has. */
  readonly name?: string;
  readonly everyMs?: number;
  /** How many rounds run side by side, so that a slow platform holds up its own round only. */
  readonly rounds?: number;
}

/** Brings what is due to its reactions: at every nudge, and every second, for what other processes kept or is due later. */
export function startWorker(parts: WorkerParts): Worker {
  const { ports, reactions, name = processName, everyMs = secondMs, rounds = 4 } = parts;
  const running = new Set<Promise<void>>();
  const wakes = new Map<Instant, NodeJS.Timeout>();
  let isStopped = false;

  // A request carries things with it, a launch what was checked of it: nothing of that is a delivery's.
  const outside = AsyncResource.bind((run: () => Promise<void>) => run());

  async function round(): Promise<void> {
    try {
      // Between them people get their answers.
      while (!isStopped && (await deliver(ports, reactions, name)) > 0)
        await new Promise((turn) => setImmediate(turn));
    } catch (fault) {
      // The next second tries again; what was taken comes back when its lease ends.
      ports.log.error({ err: fault }, 'Deliveries could not be taken or settled');
    }
  }

  function nudge(due?: Instant): void {
    if (due !== undefined) {
      wakeAt(due);
      return;
    }
    if (isStopped || running.size >= rounds) return;
    const one = outside(round).finally(() => running.delete(one));
    running.add(one);
  }

  /** Far moments are left to the every-second look; near ones are met as they come, once each. */
  function wakeAt(due: Instant): void {
    const waitMs = Math.max(0, millis(due) - millis(ports.clock.now()));
    if (isStopped || waitMs > minuteMs || wakes.has(due)) return;
    const wake = setTimeout(() => {
      wakes.delete(due);
      nudge();
    }, waitMs);
    wakes.set(due, wake.unref());
  }

  const timer = setInterval(() => nudge(), everyMs);
  nudge();
  return {
    nudge,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      for (const wake of wakes.values()) clearTimeout(wake);
      await Promise.all(running);
    },
  };
}

/** The same records; `onKept` hears of every `keep` that told something, after it was kept, and from when it is due. */
export function announcing(records: Records, onKept: (due?: Instant) => void): Records {
  return {
    ...records,
    async keep(changes, events) {
      await records.keep(changes, events);
      for (const due of new Set(events?.map((event) => event.due))) onKept(due);
    },
  };
}
