import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { signOlder } from '../core/badges/sign-older.ts';
import { minuteMs, secondMs } from '../core/instant.ts';
import type { Ports } from '../core/ports/ports.ts';

/**
 * Signs, beside everything else, the awards of a store that is older than credentials. One process at a time; one that
 * ends in the middle leaves the rest to the next start.
 */
export function signOlderAwards(
  ports: Ports,
  worker: string,
): { readonly done: Promise<void>; stop(): Promise<void> } {
  let isStopped = false;
  const job = run().catch((err) => ports.log.error({ err }, 'Older awards could not be signed'));
  return {
    done: job,
    async stop() {
      isStopped = true;
      await job;
    },
  };

  async function run(): Promise<void> {
    if ((await ports.records.awards.countUnsigned()) === 0) return;
    if (!(await ports.leases.hold(lease, worker, leaseMs))) return;
    let renewed = performance.now();
    const sum = await signOlder(ports, async ({ signed, left, all }) => {
      const so = signed + left.length;
      if (so % 100 === 0) ports.log.info({ signed, left: left.length, all }, 'Signing older awards');
      if (performance.now() - renewed > 20 * secondMs) {
        renewed = performance.now();
        void ports.leases.hold(lease, worker, leaseMs).catch(() => {});
      }
      // Signing awaits nothing from outside: requests would never be looked at.
      await turnOfOthers();
      return !isStopped;
    });
    await ports.leases.release(lease, worker);
    const data = { signed: sum.signed, all: sum.all, left: sum.left.length, first: sum.left.slice(0, 10) };
    if (sum.left.length > 0) ports.log.warn(data, 'Some older awards could not be signed');
    else ports.log.info(data, 'Older awards were signed');
  }
}

const lease = 'sign-older';
const leaseMs = minuteMs;
