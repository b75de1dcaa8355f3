import { randomBytes } from 'node:crypto';
import { isRosterDue } from '../../core/communities/community.ts';
import { rereadRoster } from '../../core/communities/sync-roster.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { CommunityId } from '../../core/ids.ts';
import { dayMs, instant, millis, minuteMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { CourseFacts, Facts } from './course-facts.ts';

export type RosterUpkeepPorts = Pick<Ports, 'records' | 'clock' | 'ids' | 'roster' | 'leases' | 'log'>;

const lease = 'lti.rosters';
const usedWithinMs = 30 * dayMs;

/**
 * Rosters of courses that are in use are read again day by day. What does not come keeps its trouble with the course.
 * By one process at a time.
 */
export async function keepRosters(ports: RosterUpkeepPorts, facts: Facts): Promise<void> {
  const { leases, log, clock } = ports;
  const holder = randomBytes(8).toString('hex');
  try {
    if (!(await leases.hold(lease, holder, 50 * minuteMs))) return;
    for (const { id, facts: course } of await facts.courses()) {
      if (isInUse(course, millis(clock.now()))) await keepOne(ports, id);
    }
    await leases.release(lease, holder);
  } catch (fault) {
    // The lease ends by itself; the next hour tries again.
    log.error({ err: fault }, 'Rosters could not be kept in step');
  }
}

/** The trouble of one course is not that of the next. */
async function keepOne(ports: RosterUpkeepPorts, id: CommunityId): Promise<void> {
  const { records, clock, log } = ports;
  const community = await records.communities.byId(id);
  // Before its first teacher came nobody asks.
  if (!community?.roster || !isRosterDue(community.roster, clock.now())) return;
  await rereadRoster(ports, id).catch((fault: unknown) => {
    if (fault instanceof Declined || fault instanceof Unreachable) return;
    log.error({ community: id, err: fault }, 'A roster could not be kept');
  });
}

const isInUse = ({ membershipsUrl, usedOn }: CourseFacts, now: number): boolean =>
  membershipsUrl !== null && now - millis(instant(usedOn)) < usedWithinMs;
