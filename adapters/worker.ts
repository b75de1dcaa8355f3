import { hostname } from 'node:os';
import { deliver } from '../core/deliver.ts';
import { secondMs } from '../core/instant.ts';
import type { Ports } from '../core/ports/ports.ts';
import type { Records } from '../core/ports/records.ts';
import type { Reactions } from '../core/reactions.ts';

export interface Worker {
  /** Something was kept: look now instead of at the next second. */
  nudge(): void;
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
  const { ports, reactions, name = ownName(), everyMs = secondMs, rounds = 4 } = parts;
  const running = new Set<Promise<void>>();
  let isStopped = false;

  async function round(): Promise<void> {
    try {
      while (!isStopped && (await deliver(ports, reactions, name)) > 0);
    } catch (fault) {
      // The next second tries again; what was taken comes back when its lease ends.
      ports.log.error({ err: fault }, 'Deliveries could not be taken or settled');
    }
  }

  function nudge(): void {
    if (isStopped || running.size >= rounds) return;
    const one = round().finally(() => running.delete(one));
    running.add(one);
  }

  const timer = setInterval(nudge, everyMs);
  nudge();
  return {
    nudge,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/** The same records; `onKept` hears of every `keep` that told something, after it was kept. */
export function announcing(records: Records, onKept: () => void): Records {
  return {
    ...records,
    async keep(changes, events) {
      await records.keep(changes, events);
      if (events && events.length > 0) onKept();
    },
  };
}

/** Host and process: two processes never share it. */
const ownName = (): string => `${hostname()}:${process.pid}`;
