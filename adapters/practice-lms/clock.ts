/** Tells the time; tests let it stand still. */
export interface LmsClock {
  /** UTC, ISO 8601. */
  now(): string;
}

export const wallClock: LmsClock = { now: () => new Date().toISOString() };

export const secondsOf = (clock: LmsClock): number => Math.floor(Date.parse(clock.now()) / 1000);
