import { type Instant, instant, later } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';

export interface StillClock extends Clock {
  advance(ms: number): void;
}

/** A clock that moves only when told. */
export function stillClock(start = '2026-03-02T09:00:00.000Z'): StillClock {
  let now: Instant = instant(start);
  return {
    now: () => now,
    advance(ms) {
      now = later(now, ms);
    },
  };
}
