import type { Told } from '../domain-events.ts';
import { Declined, Unreachable } from '../faults.ts';
import type { CommunityId, PersonId } from '../ids.ts';
import { type Instant, secondMs } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { RosterMember } from '../ports/roster.ts';
import { retryStale } from '../retry-stale.ts';
import { type RosterState, rosterNotRead } from './community.ts';
import { keepMembers, markLeft } from './keep-roster.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'ids' | 'roster'>;
const batch = 100;

export interface RosterSynced {
  readonly members: number;
  /** Of those who were known, now gone. */
  readonly left: number;
}

export type SyncRosterRefusal =
  | NotFound
  | NotAllowed
  /** The platform tells none of this course. */
  | { readonly why: 'no-roster' }
  /** The roster stays as it was. */
  | { readonly why: 'roster-trouble'; readonly code: string };

/** A granted teacher has the roster of their course read now. */
export async function refreshRoster(
  ports: Wanted,
  by: Actor,
): Promise<Outcome<RosterSynced, SyncRosterRefusal>> {
  const course = by.seat ? await ports.records.communities.byId(by.seat.community) : null;
  if (!course) return refused({ why: 'not-found' });
  const allowed = may.seeClass(by, course);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const tenant = await ports.roster.tenantOf(course.id);
  if (tenant === null) return refused({ why: 'no-roster' });
  try {
    return done(await syncRoster(ports, course.id, tenant));
  } catch (fault) {
    const code = codeOf(fault);
    if (code === null) throw fault;
    return refused({ why: 'roster-trouble', code });
  }
}

/**
 * Reads the roster of a course when its first teacher has come. What the platform declines is noted with the course and
 * asked again another day.
 * @throws Unreachable tried again sooner
 */
export async function rosterOnFirstTeacher(
  ports: Wanted,
  { payload: { community } }: Told<'community.roster-due'>,
  _key: string,
  tries: number,
): Promise<void> {
  // The platform's adapter keeps where the roster lies right after the course: we may have been quicker.
  if (tries === 0 && (await ports.roster.tenantOf(community)) === null) {
    throw new Unreachable('Where the roster lies is not known yet', { retryAfterMs: secondMs });
  }
  await rereadRoster(ports, community).catch((fault: unknown) => {
    if (!(fault instanceof Declined)) throw fault;
  });
}

/** Reads the roster of a course again, without anybody asking. @throws Declined Unreachable noted with the course */
export async function rereadRoster(ports: Wanted, id: CommunityId): Promise<void> {
  const tenant = await ports.roster.tenantOf(id);
  if (tenant !== null) await syncRoster(ports, id, tenant);
}

/** All or nothing: the whole roster is read before anything is written. */
async function syncRoster(ports: Wanted, id: CommunityId, tenant: string): Promise<RosterSynced> {
  const since = ports.clock.now();
  try {
    const all = await readAll(ports, id);
    const people = new Set<PersonId>();
    for (let from = 0; from < all.length; from += batch) {
      const some = all.slice(from, from + batch);
      for (const person of await retryStale(() => keepMembers(ports, id, tenant, some))) people.add(person);
    }
    const left = await markLeft(ports, id, { tenant, people, since });
    await note(ports, id, (_, now) => ({ at: now, members: all.length, triedAt: now, trouble: null }));
    return { members: all.length, left };
  } catch (fault) {
    const trouble = codeOf(fault);
    if (trouble !== null) await note(ports, id, (roster, now) => ({ ...roster, triedAt: now, trouble }));
    throw fault;
  }
}

/** Who is listed twice counts once, as the last line says. */
async function readAll({ roster }: Wanted, id: CommunityId): Promise<readonly RosterMember[]> {
  const members = new Map<string, RosterMember>();
  for await (const member of roster.members(id)) members.set(member.subject, member);
  // Somebody asked, so somebody is there: a list of nobody says something about the platform, not about the class.
  if (members.size === 0) throw new Declined('roster-empty', 'The platform lists nobody');
  return [...members.values()];
}

const codeOf = (fault: unknown): string | null => {
  if (fault instanceof Declined) return fault.code;
  return fault instanceof Unreachable ? 'unreachable' : null;
};

function note(
  { records, clock }: Wanted,
  id: CommunityId,
  next: (roster: RosterState, now: Instant) => RosterState,
): Promise<void> {
  return retryStale(async () => {
    const course = await records.communities.byId(id);
    if (!course) return;
    const roster = next(course.roster ?? rosterNotRead, clock.now());
    await records.keep({ community: [{ ...course, roster }] });
  });
}
