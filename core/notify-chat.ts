import { chatOf } from './communities/chat-settings.ts';
import { type Community, isOfChat } from './communities/community.ts';
import { isOpen } from './communities/opening-hours.ts';
import { type DomainEvent, domainEvent, following, type Told } from './domain-events.ts';
import type { NoticeId } from './ids.ts';
import { settingsOf } from './people/settings.ts';
import type { Ports } from './ports/ports.ts';
import { readHomeOf } from './read-home.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'messenger'>;

/**
 * After a notice was kept: who chose direct messages is told at once, inside the opening hours of every chat community
 * of theirs; for the others a nameless notice is due where they are members. Nobody is written to unasked.
 */
export async function notifyChat(ports: Wanted, event: Told, id: NoticeId, key: string): Promise<void> {
  const { records, clock, messenger } = ports;
  const notice = await records.notices.byId(id);
  if (!notice || notice.seenAt) return;
  const { person, note } = notice;
  const [reader, memberships] = await Promise.all([
    records.people.byId(person),
    records.memberships.of(person),
  ]);
  if (reader?.state !== 'active') return;
  const active = memberships.filter(({ state }) => state === 'active').map(({ community }) => community);
  const communities = active.length > 0 ? (await records.communities.byIds(active)).filter(isConnected) : [];
  if (communities.length === 0) return;

  if (settingsOf(reader).directMessages && (await areAllOpen(ports, communities, clock.now()))) {
    const identities = (await records.identities.of(person)).filter(
      ({ kind, tenant }) => (kind === 'discord' || kind === 'slack') && tenant !== 'unlinked',
    );
    const results = await Promise.all(identities.map((identity) => messenger.tell(identity, note, key)));
    if (results.includes('told')) {
      // Told is seen: it does not lead their next answer as well.
      await records.keep({ notice: [{ ...notice, seenAt: clock.now() }] });
      return;
    }
  }
  await records.keep(
    {},
    communities.map((community) => noticeDue(event, community)),
  );
}

const isConnected = (community: Community): boolean => isOfChat(community) && community.organiser !== null;

async function areAllOpen(
  ports: Pick<Ports, 'records'>,
  communities: readonly Community[],
  now: Parameters<typeof isOpen>[2],
): Promise<boolean> {
  const open = await Promise.all(
    communities.map(async (community) => {
      const { zone } = await readHomeOf(ports, community);
      return isOpen(chatOf(community).openingHours, zone, now);
    }),
  );
  return open.every(Boolean);
}

export const noticeDue = (
  event: Told,
  { id }: Pick<Community, 'id'>,
  of: 'reviews' | 'news' = 'news',
): DomainEvent => domainEvent(following(event), 'community.notice-due', { community: id, of });
