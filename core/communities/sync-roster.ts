import type { Told } from '../domain-events.ts';
import { Declined, Unreachable } from '../faults.ts';
import type { CommunityId, PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { RosterMember } from '../ports/roster.ts';
import { retryStale } from '../retry-stale.ts';
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
 * tried again another day.
 * @throws Unreachable tried again sooner
 */
export async function rosterOnFirstTeacher(
  ports: Wanted,
  event: Told<'community.roster-due'>,
): Promise<void> {
  await rereadRoster(ports, event.payload.community).catch((fault: unknown) => {
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
  try {
    const members = new Map<string, RosterMember>();
    for await (const member of ports.roster.members(id)) members.set(member.subject, member);
    const present = new Set<PersonId>();
    const all = [...members.values()];
    for (let from = 0; from < all.length; from += batch) {
      const some = all.slice(from, from + batch);
      for (const person of await retryStale(() => keepMembers(ports, id, tenant, some))) present.add(person);
    }
    const left = await markLeft(ports, id, tenant, present);
    await note(ports, id, null);
    return { members: all.length, left };
  } catch (fault) {
    const code = codeOf(fault);
    if (code !== null) await note(ports, id, code);
    throw fault;
  }
}

const codeOf = (fault: unknown): string | null => {
  if (fault instanceof Declined) return fault.code;
  return fault instanceof Unreachable ? 'unreachable' : null;
};

function note({ records, clock }: Wanted, id: CommunityId, trouble: string | null): Promise<void> {
  return retryStale(async () => {
    const course = await records.communities.byId(id);
    const at = trouble === null ? clock.now() : (course?.roster?.at ?? null);
    if (course) await records.keep({ community: [{ ...course, roster: { at, trouble } }] });
  });
}
