import { type DomainEvent, domainEvent } from '../domain-events.ts';
import { type CommunityId, newId, type OrganiserId, type PersonId } from '../ids.ts';
import type { Audience, CommunityKind, Seat } from '../lists.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Grant } from '../people/grant.ts';
import type { Ports } from '../ports/ports.ts';
import { type Community, rosterNotRead } from './community.ts';
import { isLearnerThere } from './earns-here.ts';
import type { Membership } from './membership.ts';
import { nearestKnown } from './nearest-known.ts';
import { sortsAs } from './sorts-as.ts';

/** What a tool says about a group and the person who comes in from it. */
export interface EnterCommunity {
  readonly kind: CommunityKind;
  readonly tenant: string;
  readonly nativeId: string;
  readonly title: string;
  readonly organiser: OrganiserId | null;
  readonly audience: Audience;
  readonly person: PersonId;
  readonly seat: Seat;
  /** As shared there; null: only the alias is known. */
  readonly name: string | null;
  readonly isTest: boolean;
  /** Native ids of the communities it was copied from, nearest first. */
  readonly copiedFrom: readonly string[];
}

/**
 * Somebody comes in from a community. The first time it is met, it is kept with the organiser's standing grant for
 * its teachers: registering the tool was the organiser's word.
 */
export async function enterCommunity(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  met: EnterCommunity,
): Promise<Outcome<{ community: Community; membership: Membership }, never>> {
  const { records } = ports;
  const known = await records.communities.find(met.kind, met.tenant, met.nativeId);
  const member = known && (await records.memberships.one(known.id, met.person));
  const wantsRoster = met.kind === 'lms-course' && met.seat === 'teacher' && !known?.roster;
  const original = known ? null : await nearestKnown(ports, met, met.copiedFrom);
  const community = communityNow(known ?? newCommunity(ports, met, original), met, wantsRoster);
  const membership = await memberNow(ports, met, community.id, member);

  const isOld = known?.title === met.title && !wantsRoster;
  const isSame = isOld && member && isUnchanged(member, membership);
  if (isSame) return done({ community: known, membership: member });
  const isNewLearner = isLearnerThere(membership) && !isLearnerThere(member);

  await records.keep(
    {
      community: isOld ? [] : [community],
      membership: [membership],
      grant: known || !met.organiser ? [] : [standingGrant(ports, met.organiser, community.id)],
    },
    [
      ...(known ? [] : whatCameAbout(met, community)),
      // From then on the platform's adapter has it read day by day.
      ...(wantsRoster
        ? [domainEvent(whoCameIn(met, community), 'community.roster-due', { community: community.id })]
        : []),
      ...(isNewLearner
        ? [domainEvent(whoCameIn(met, community), 'community.entered', { person: met.person })]
        : []),
    ],
  );
  return done({ community, membership: { ...membership, revision: membership.revision + 1 } });
}

const communityNow = (community: Community, { title }: EnterCommunity, wantsRoster: boolean): Community => ({
  ...community,
  title,
  ...(wantsRoster ? { roster: rosterNotRead } : {}),
});

function newCommunity(
  { ids, clock }: Pick<Ports, 'clock' | 'ids'>,
  met: EnterCommunity,
  original: Community | null,
): Community {
  return {
    id: newId(ids),
    revision: 0,
    kind: met.kind,
    tenant: met.tenant,
    nativeId: met.nativeId,
    title: met.title,
    organiser: met.organiser,
    basis: 'organiser',
    audience: met.audience,
    since: clock.now(),
    copiedFrom: original?.id ?? null,
    roster: null,
  };
}

async function memberNow(
  { records, ids, clock }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  met: EnterCommunity,
  community: CommunityId,
  before: Membership | null,
): Promise<Membership> {
  const { name, isTest } = met;
  const now = {
    name,
    sortsAs: before && before.name === name ? before.sortsAs : await orderOf({ records }, met),
    isTest,
    state: 'active',
    seenAt: clock.now(),
  } as const;
  if (!before) return { id: newId(ids), revision: 0, community, person: met.person, seat: met.seat, ...now };
  // A teacher who looks at the course as a student stays its teacher; only the roster takes that back.
  return { ...before, ...now, seat: before.seat === 'teacher' ? 'teacher' : met.seat };
}

/** By the name they share there, else by their alias. */
async function orderOf({ records }: Pick<Ports, 'records'>, { name, person }: EnterCommunity) {
  return sortsAs(name ?? (await records.people.byId(person))?.alias ?? '');
}

/** Seen again within the hour, nothing else new: not worth a write at each click on a link. */
function isUnchanged(before: Membership, now: Membership): boolean {
  return (
    before.seat === now.seat &&
    before.name === now.name &&
    before.isTest === now.isTest &&
    before.state === now.state &&
    before.seenAt.slice(0, 13) === now.seenAt.slice(0, 13)
  );
}

function standingGrant(
  { ids, clock }: Pick<Ports, 'clock' | 'ids'>,
  organiser: OrganiserId,
  community: CommunityId,
): Grant {
  return {
    id: newId(ids),
    revision: 0,
    community,
    organiser,
    nativeRole: 'teacher',
    role: 'reviewer',
    givenBy: null,
    at: clock.now(),
    until: null,
  };
}

const whoCameIn = ({ person, seat }: EnterCommunity, { id }: Community): Pick<Actor, 'person' | 'seat'> => ({
  person,
  seat: { community: id, as: seat },
});

function whatCameAbout(met: EnterCommunity, community: Community): DomainEvent[] {
  const who = whoCameIn(met, community);
  const { organiser, audience } = met;
  return [
    domainEvent(who, 'community.connected', { organiser, audience }),
    ...(organiser ? [domainEvent(who, 'grant.given', { organiser })] : []),
    ...(met.copiedFrom.length > 0 ? [domainEvent(who, 'community.copied', { from: met.copiedFrom })] : []),
  ];
}
