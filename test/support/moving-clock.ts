import { instant } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';

export interface MovingClock extends Clock {
  /** Forwards only: ltijs reads the real time, and finds tokens of the past expired. */
  advance(ms: number): void;
}

/** The real time, moved on as far as a test asks. */
export function movingClock(): MovingClock {
  let ahead = 0;
  return {
    now: () => instant(Date.now() + ahead),
    advance(ms) {
      ahead += ms;
    },
  };
}
