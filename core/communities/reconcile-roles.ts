import { isValid } from '../badges/award.ts';
import type { Told } from '../domain-events.ts';
import type { CommunityId, PersonId } from '../ids.ts';
import type { Identity } from '../people/identity.ts';
import { settingsOf } from '../people/settings.ts';
import type { Ports } from '../ports/ports.ts';
import { chatOf } from './chat-settings.ts';
import { type Community, isOfChat } from './community.ts';
import { planDaily } from './plan-daily.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'keyValues' | 'roles' | 'messenger'>;

type Heard = Told<
  | 'award.issued'
  | 'award.revoked'
  | 'award.withdrawn'
  | 'playlist.completed'
  | 'person.settings-changed'
  | 'identity.linked'
  | 'identity.unlinked'
  | 'people.merged'
  | 'people.merge-undone'
  | 'community.entered'
  | 'community.set-up'
  | 'community.sweep-due'
>;

/** Roles follow from facts: whatever happened, the same look at what is true now. */
export async function reconcileRoles(ports: Wanted, event: Heard, key: string, tries = 0): Promise<void> {
  if (event.name === 'community.set-up' || event.name === 'community.sweep-due') {
    const { community } = event.payload;
    // Planned first: a platform that declines this one for good does not end them all.
    await planSweep(ports, event, community, tries);
    await sweepCommunity(ports, community, key);
    return;
  }
  if (event.name === 'identity.unlinked') {
    const { kind, tenant, subject, person } = event.payload;
    const gone = { kind, tenant, subject, person };
    await reconcilePerson(ports, person, key, [gone]);
    return;
  }
  const persons =
    'kept' in event.payload ? [event.payload.kept, event.payload.merged] : [event.payload.person];
  for (const person of persons) await reconcilePerson(ports, person, key);
}

/** One a day, as long as badges bring roles there. */
async function planSweep(ports: Wanted, event: Told, id: CommunityId, tries: number): Promise<void> {
  const community = await ports.records.communities.byId(id);
  if (!community?.organiser || chatOf(community).roles.length === 0) return;
  await planDaily(ports, event, 'community.sweep-due', id, tries);
}

/** Everybody who is known there, one by one. */
export async function sweepCommunity(ports: Wanted, id: CommunityId, key: string): Promise<void> {
  const community = await ports.records.communities.byId(id);
  if (!community || chatOf(community).roles.length === 0) return;
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ports.records.memberships.in>> = await ports.records.memberships.in(
      id,
      { size: 200, after },
    );
    for (const { person } of page.items) await reconcileIn(ports, community, person, key, []);
    after = page.next;
  } while (after !== null);
}

type Gone = Pick<Identity, 'kind' | 'tenant' | 'subject' | 'person'>;

/** @param gone identities that were theirs a moment ago: they hold nothing any more */
export async function reconcilePerson(
  ports: Wanted,
  person: PersonId,
  key: string,
  gone: readonly Gone[] = [],
): Promise<void> {
  const memberships = await ports.records.memberships.of(person);
  const ids = memberships.map(({ community }) => community);
  const communities = ids.length > 0 ? await ports.records.communities.byIds(ids) : [];
  for (const community of communities) {
    if (isOfChat(community) && community.organiser && chatOf(community).roles.length > 0) {
      await reconcileIn(ports, community, person, key, gone);
    }
  }
  for (const one of [...(await ports.records.identities.of(person)), ...gone]) await ports.roles.refresh(one);
}

/** Adds and removes, mapped roles only: held are those of valid awards, if the person takes roles at all. */
async function reconcileIn(
  ports: Wanted,
  community: Community,
  id: PersonId,
  key: string,
  gone: readonly Gone[],
): Promise<void> {
  const { records, clock } = ports;
  const [person, identities] = await Promise.all([records.people.byId(id), records.identities.of(id)]);
  if (!person) return;
  const kind = community.kind === 'slack-workspace' ? 'slack' : 'discord';
  const takes = person.state === 'active' && settingsOf(person).roles;
  const members = identities.filter((one) => one.kind === kind && one.tenant === community.tenant);
  for (const { badge, role } of chatOf(community).roles) {
    const award = await records.awards.latest(badge, id);
    const isWanted = takes && award !== null && isValid(award, clock.now());
    for (const member of members) await set(ports, community, member, role, isWanted, key);
    for (const was of gone.filter((one) => one.kind === kind && one.tenant === community.tenant)) {
      await set(
        ports,
        community,
        { ...was, id: '' as Identity['id'], revision: 0, at: clock.now() },
        role,
        false,
        key,
      );
    }
  }
}

async function set(
  ports: Wanted,
  community: Community,
  member: Identity,
  role: string,
  held: boolean,
  key: string,
): Promise<void> {
  const result = await ports.roles.set(community.id, member, role, held);
  if (result === 'above-us') await markBroken(ports, community.id, role, key);
}

/** Staff are told once; the mapping stays, and heals with the next role that can be set. */
async function markBroken(
  { records, clock, messenger }: Wanted,
  id: CommunityId,
  role: string,
  key: string,
): Promise<void> {
  const community = await records.communities.byId(id);
  const chat = community && chatOf(community);
  if (!community || !chat || chat.roles.every((one) => one.role !== role || one.broken)) return;
  const roles = chat.roles.map((one) => (one.role === role ? { ...one, broken: clock.now() } : one));
  await records.keep({ community: [{ ...community, chat: { ...chat, roles } }] });
  const channel = chat.channels.staff;
  if (channel) {
    await messenger.post(
      { community: id, channel },
      { kind: 'broken', part: 'role', what: role },
      `${key} broken`,
    );
  }
}
