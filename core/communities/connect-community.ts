import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { type CommunityId, newId, OrganiserId } from '../ids.ts';
import { dayMs, later } from '../instant.ts';
import { audiences, type CommunityKind } from '../lists.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { chatOf } from './chat-settings.ts';
import { type Community, isOfChat } from './community.ts';

/** Key-values: what somebody with rights in a server or workspace asked for, until an owner agrees. */
const asked = 'communities.asked';
const askedMs = 7 * dayMs;

/** A server or workspace, as its platform calls it. */
export interface ChatGroup {
  readonly kind: CommunityKind;
  readonly tenant: string;
  readonly nativeId: string;
  readonly title: string;
}

/**
 * The first consent: somebody who runs a server or workspace asks that it be connected.
 * @returns what stands in the address of the page where an owner agrees; it grants nothing by itself
 */
export async function askToConnect(
  { keyValues, clock, ids }: Pick<Ports, 'keyValues' | 'clock' | 'ids'>,
  group: ChatGroup,
): Promise<string> {
  const token = ids.code(20);
  await keyValues.put(asked, token, group, { until: later(clock.now(), askedMs) });
  return token;
}

export interface Connecting {
  readonly group: ChatGroup;
  /** Those that the reader owns. */
  readonly organisers: readonly Organiser[];
  /** Whose it is already; null: nobody's. */
  readonly connectedTo: OrganiserId | null;
}

/** What an owner is asked to agree to. Whoever owns nothing is told that there is nothing for them. */
export async function seeConnecting(
  { records, keyValues }: Pick<Ports, 'records' | 'keyValues'>,
  by: Someone,
  token: string,
): Promise<Outcome<Connecting, NotFound>> {
  const group = await keyValues.read<ChatGroup>(asked, token);
  if (!group) return refused({ why: 'not-found' });
  const staff = (await records.staff.of(by.person)).filter(({ role }) => role === 'owner');
  const found = await Promise.all(staff.map(({ organiser }) => records.organisers.byId(organiser)));
  const known = await records.communities.find(group.kind, group.tenant, group.nativeId);
  const organisers = found.filter((one) => one !== null);
  return done({ group, organisers, connectedTo: known?.organiser ?? null });
}

export const ConnectCommunity = z.object({ organiser: OrganiserId, audience: z.enum(audiences) });
export type ConnectCommunity = z.infer<typeof ConnectCommunity>;

export type ConnectRefusal = NotFound | NotAllowed | { readonly why: 'connected-already' };

/** The second consent, an owner's: the server or workspace is the organiser's from now on, and learns who it teaches. */
export async function connectCommunity(
  ports: Pick<Ports, 'records' | 'keyValues' | 'clock' | 'ids'>,
  by: Someone,
  token: string,
  { organiser, audience }: ConnectCommunity,
): Promise<Outcome<Community, ConnectRefusal>> {
  const { records, keyValues } = ports;
  const group = await keyValues.read<ChatGroup>(asked, token);
  if (!group || may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const because = may.connectPlatform(by, organiser);
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  const known = await records.communities.find(group.kind, group.tenant, group.nativeId);
  if (known?.organiser && known.organiser !== organiser) return refused({ why: 'connected-already' });
  if (known?.organiser === organiser && known.audience === audience) return done(known);

  const community: Community = {
    ...(known ?? newCommunity(ports, group)),
    title: group.title,
    organiser,
    audience,
    chat: { ...chatOf(known ?? {}), connectedBy: by.person },
  };
  await records.keep({ community: [community] }, [
    domainEvent(
      { person: by.person, seat: { community: community.id, as: 'visitor' } },
      'community.connected',
      {
        organiser,
        audience,
      },
    ),
  ]);
  await keyValues.take(asked, token);
  return done({ ...community, revision: community.revision + 1 });
}

const newCommunity = ({ ids, clock }: Pick<Ports, 'ids' | 'clock'>, group: ChatGroup): Community => ({
  id: newId<CommunityId>(ids),
  revision: 0,
  ...group,
  organiser: null,
  basis: 'organiser',
  audience: 'mixed',
  since: clock.now(),
  copiedFrom: null,
  roster: null,
});

/** Either side ends it: an owner, or whoever runs the server or workspace. Nothing that was learned is lost. */
export async function disconnectCommunity(
  { records }: Pick<Ports, 'records'>,
  by: Someone | 'native-admin',
  id: CommunityId,
): Promise<Outcome<Community, NotFound | NotAllowed>> {
  const community = await records.communities.byId(id);
  if (!community?.organiser || !isOfChat(community)) return refused({ why: 'not-found' });
  if (by !== 'native-admin') {
    if (may.seeOrganiser(by, community.organiser).verdict !== 'yes') return refused({ why: 'not-found' });
    const because = may.connectPlatform(by, community.organiser);
    if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  }
  const left: Community = { ...community, organiser: null };
  const who = { person: by === 'native-admin' ? null : by.person, seat: null };
  await records.keep({ community: [left] }, [
    domainEvent(who, 'community.disconnected', { community: community.id }),
  ]);
  return done({ ...left, revision: left.revision + 1 });
}
