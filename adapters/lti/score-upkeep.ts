import { randomBytes } from 'node:crypto';
import { Declined, Unreachable } from '../../core/faults.ts';
import { readScores } from '../../core/grades/read-scores.ts';
import { scoredColumns } from '../../core/grades/refresh-scores.ts';
import { dayMs, instant, millis, minuteMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Facts } from './course-facts.ts';

export type ScoreUpkeepPorts = Pick<Ports, 'records' | 'clock' | 'ids' | 'gradebook' | 'leases' | 'log'>;

const lease = 'lti.scores';
const usedWithinMs = 30 * dayMs;

/**
 * Reads back hour by hour the grade columns on whose scores an activity or a badge depends, in courses that are in use:
 * a platform tells nobody when a teacher grades. By one process at a time.
 */
export async function keepScores(ports: ScoreUpkeepPorts, facts: Facts): Promise<void> {
  const { leases, log, clock, records } = ports;
  const holder = randomBytes(8).toString('hex');
  try {
    if (!(await leases.hold(lease, holder, 50 * minuteMs))) return;
    const now = millis(clock.now());
    for (const { id, facts: course } of await facts.courses()) {
      if (now - millis(instant(course.usedOn)) >= usedWithinMs) continue;
      for (const placement of await scoredColumns({ records }, id)) {
        await readScores(ports, placement).catch((fault: unknown) => {
          // The trouble of one column is not that of the next; the next hour tries again.
          if (!(fault instanceof Declined) && !(fault instanceof Unreachable)) throw fault;
        });
      }
    }
    await leases.release(lease, holder);
  } catch (fault) {
    // The lease ends by itself.
    log.error({ err: fault }, 'Scores could not be read back');
  }
}
