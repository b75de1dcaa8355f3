import { randomBytes } from 'node:crypto';
import { rereadRoster } from '../../core/communities/sync-roster.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import { dayMs, instant, later, millis, minuteMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { CourseFacts, Facts } from './course-facts.ts';

export type RosterUpkeepPorts = Pick<Ports, 'records' | 'clock' | 'ids' | 'roster' | 'leases' | 'log'>;

const lease = 'lti.rosters';
const usedWithinMs = 30 * dayMs;

/**
 * Rosters of courses that are in use are read again when they are a day old. What does not come keeps its trouble with
 * the course, and the next hour tries again. By one process at a time.
 */
export async function keepRosters(ports: RosterUpkeepPorts, facts: Facts): Promise<void> {
  const { leases, log, clock, records } = ports;
  const holder = randomBytes(8).toString('hex');
  try {
    if (!(await leases.hold(lease, holder, 50 * minuteMs))) return;
    for (const { id, facts: course } of await facts.courses()) {
      if (!isInUse(course, millis(clock.now()))) continue;
      const community = await records.communities.byId(id);
      const at = community?.roster?.at;
      // Before its first teacher came nobody asks; the first reading is the outbox'.
      if (!at || later(at, dayMs) > clock.now()) continue;
      await rereadRoster(ports, id).catch((fault: unknown) => {
        if (!(fault instanceof Declined || fault instanceof Unreachable)) throw fault;
      });
    }
    await leases.release(lease, holder);
  } catch (fault) {
    // The lease ends by itself; the next hour tries again.
    log.error({ err: fault }, 'Rosters could not be kept in step');
  }
}

const isInUse = ({ membershipsUrl, usedOn }: CourseFacts, now: number): boolean =>
  membershipsUrl !== null && now - millis(instant(usedOn)) < usedWithinMs;
