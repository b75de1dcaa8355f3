import { isValid } from '../badges/award.ts';
import type { Told } from '../domain-events.ts';
import { domainEvent, following } from '../domain-events.ts';
import { settingsOf } from '../people/settings.ts';
import type { Ports } from '../ports/ports.ts';
import { readHomeOf } from '../read-home.ts';
import { chatOf } from './chat-settings.ts';
import { isOfChat } from './community.ts';
import { opensAt } from './opening-hours.ts';

/**
 * A badge is told in one channel of one community, if its earner wishes so, when the community is open. Told under the
 * award's name: put off twice it is one post.
 */
export async function celebrate(
  ports: Pick<Ports, 'records' | 'clock' | 'messenger'>,
  event: Told<'award.issued' | 'award.celebration-due'>,
): Promise<void> {
  const { records, clock, messenger } = ports;
  const { award: id, badge, person } = event.payload;
  const [award, earner, memberships] = await Promise.all([
    records.awards.byId(id),
    records.people.byId(person),
    records.memberships.of(person),
  ]);
  if (!award || !isValid(award, clock.now())) return;
  if (earner?.state !== 'active' || !settingsOf(earner).celebrate) return;
  const active = memberships.filter(({ state }) => state === 'active').map(({ community }) => community);
  const communities = active.length > 0 ? await records.communities.byIds(active) : [];
  // One channel: that of the badge's organiser if they are a member there, else the first.
  const fitting = communities.filter(
    (one) => isOfChat(one) && one.organiser && chatOf(one).channels.announce,
  );
  const community = fitting.find(({ organiser }) => organiser === award.organiser) ?? fitting[0];
  const channel = community && chatOf(community).channels.announce;
  if (!community || !channel) return;

  const { zone } = await readHomeOf(ports, community);
  const opening = opensAt(chatOf(community).openingHours, zone, clock.now());
  if (opening > clock.now()) {
    await records.keep({}, [domainEvent(following(event), 'award.celebration-due', event.payload, opening)]);
    return;
  }
  const post = { kind: 'celebrate' as const, earned: [{ award: id, badge, person }] };
  await messenger.post({ community: community.id, channel }, post, `celebrate ${id}`);
}
