import { type Instant, millis } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';

/** A value of a pipeline: a moment as the server knows it, or a fixed one. */
export type Moment = Date | '$$NOW' | { readonly $add: readonly ['$$NOW', number] };

/**
 * The one clock by which leases end and deliveries become due, so that processes whose clocks differ agree.
 * Moments that a process names are taken as so long from its own now.
 */
export interface ServerTime {
  now(): Moment;
  after(ms: number): Moment;
  at(moment: Instant): Moment;
}

export const serverTime = (clock: Clock): ServerTime => {
  const after = (ms: number): Moment => (ms === 0 ? '$$NOW' : { $add: ['$$NOW', ms] });
  return {
    now: () => '$$NOW',
    after,
    at: (moment) => after(millis(moment) - millis(clock.now())),
  };
};

/** By the process's own clock: for tests, in which it stands still. */
export const ownTime = (clock: Clock): ServerTime => ({
  now: () => new Date(clock.now()),
  after: (ms) => new Date(millis(clock.now()) + ms),
  at: (moment) => new Date(moment),
});
