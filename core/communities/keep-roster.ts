import { type DomainEvent, domainEvent } from '../domain-events.ts';
import { type CommunityId, type IdentityId, newId, type PersonId } from '../ids.ts';
import { type Instant, instant } from '../instant.ts';
import type { Identity } from '../people/identity.ts';
import { languageUnknown, newcomer } from '../people/newcomer.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { RosterMember } from '../ports/roster.ts';
import { retryStale } from '../retry-stale.ts';
import { isLearnerThere } from './earns-here.ts';
import type { Membership } from './membership.ts';
import { sortsAs } from './sorts-as.ts';

/** @returns who they are, in the same order */
export async function keepMembers(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  community: CommunityId,
  tenant: string,
  members: readonly RosterMember[],
): Promise<readonly PersonId[]> {
  const changes = await Promise.all(members.map((member) => changeFor(ports, community, tenant, member)));
  const person = changes.flatMap((change) => change.person ?? []);
  const identity = changes.flatMap((change) => change.identity ?? []);
  const membership = changes.flatMap((change) => change.membership ?? []);
  const events = changes.flatMap((change) => change.events);
  if (person.length + membership.length > 0) {
    await ports.records.keep({ person, identity, membership }, events);
  }
  return changes.map(({ who }) => who);
}

interface Change {
  readonly who: PersonId;
  readonly person?: Person;
  readonly identity?: Identity;
  readonly membership?: Membership;
  readonly events: readonly DomainEvent[];
}

/**
 * The roster has the last word on the seat. A name that it leaves out is kept as a launch told it: Moodle's delegated
 * names come with launches only. Some rosters do not mark test students as such; a launch did.
 */
async function changeFor(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  community: CommunityId,
  tenant: string,
  member: RosterMember,
): Promise<Change> {
  const { records, ids, clock } = ports;
  const known = { kind: 'lti', tenant, subject: member.subject } as const;
  const identity = await records.identities.find(known.kind, known.tenant, known.subject);
  const fresh = { person: newId<PersonId>(ids), identity: newId<IdentityId>(ids), chance: ids.code(8) };
  const made = identity ? null : newcomer(fresh, known, languageUnknown, clock.now());
  const who = identity?.person ?? fresh.person;
  const before = identity ? await records.memberships.one(community, who) : null;
  const name = member.name ?? before?.name ?? null;
  const shown = name ?? made?.person.alias ?? (await records.people.byId(who))?.alias ?? '';
  const now = { seat: member.seat, name, sortsAs: sortsAs(shown), state: 'active' } as const;
  const membership = before ? { ...before, ...now } : { ...newMember(ports, community, who), ...now };
  const isNewLearner = isLearnerThere(membership) && !isLearnerThere(before);
  const here = { person: who, seat: { community, as: member.seat } };
  return {
    who,
    ...(made ?? {}),
    ...(before && isSame(before, membership) ? {} : { membership }),
    events: [
      ...(made ? [domainEvent({ person: who, seat: null }, 'person.recognised', { person: who })] : []),
      // Whom nobody knew before has done nothing yet.
      ...(isNewLearner && !made ? [domainEvent(here, 'community.entered', { person: who })] : []),
    ],
  };
}

const newMember = ({ ids }: Pick<Ports, 'ids'>, community: CommunityId, person: PersonId) => ({
  id: newId<Membership['id']>(ids),
  revision: 0,
  community,
  person,
  isTest: false,
  seenAt: never,
});

/** Of somebody whom only the roster knows. */
const never = instant(0);

const isSame = (a: Membership, b: Membership): boolean =>
  a.seat === b.seat && a.name === b.name && a.state === b.state;

export interface Listed {
  readonly tenant: string;
  readonly people: ReadonlySet<PersonId>;
  /** When reading the list began: who came in since may not stand on it yet. */
  readonly since: Instant;
}

/**
 * Who came by the list's tenant and does not stand on it any more; test students stand on none.
 * @returns how many there were
 */
export async function markLeft(
  { records }: Pick<Ports, 'records'>,
  community: CommunityId,
  list: Listed,
): Promise<number> {
  let left = 0;
  for await (const membership of everybodyIn({ records }, community)) {
    if (!hasLeft(membership, list)) continue;
    const identities = await records.identities.of(membership.person);
    if (!identities.some(({ tenant }) => tenant === list.tenant)) continue;
    left += await retryStale(async () => {
      const now = await records.memberships.one(community, membership.person);
      if (!now || !hasLeft(now, list)) return 0;
      await records.keep({ membership: [{ ...now, state: 'inactive' }] });
      return 1;
    });
  }
  return left;
}

const hasLeft = ({ state, isTest, person, seenAt }: Membership, { people, since }: Listed): boolean =>
  state === 'active' && !isTest && !people.has(person) && seenAt < since;

async function* everybodyIn({ records }: Pick<Ports, 'records'>, community: CommunityId) {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof records.memberships.in>> = await records.memberships.in(community, {
      size: 200,
      after,
    });
    yield* page.items;
    after = page.next;
  } while (after !== null);
}
