import type { Told } from '../domain-events.ts';
import { domainEvent, following } from '../domain-events.ts';
import type { CommunityId } from '../ids.ts';
import { hourMs, type Instant, later } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import { readHomeOf } from '../read-home.ts';
import { chatOf } from './chat-settings.ts';
import type { Community } from './community.ts';
import { opensAt } from './opening-hours.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'keyValues' | 'messenger'>;

/** Key-values: a channel's hour in which a nameless notice stands already. */
const hours = 'chat.notices';

/**
 * Tells a community that something waits, nameless: at most once an hour, inside its opening hours, else when it opens.
 * What waits is counted when it is told, so a late notice is still a right one.
 */
export async function postWaiting(
  ports: Wanted,
  event: Told<'community.notice-due'>,
  key: string,
  tries = 0,
): Promise<void> {
  const community = await ports.records.communities.byId(event.payload.community);
  if (!community?.organiser) return;
  const { channels, openingHours } = chatOf(community);
  const channel = event.payload.of === 'reviews' ? channels.review : (channels.review ?? channels.announce);
  if (!channel) return;
  const now = ports.clock.now();
  const { zone } = await readHomeOf(ports, community);
  const opening = opensAt(openingHours, zone, now);
  if (opening > now) return again(ports, event, opening, tries);
  const slot = `${community.id} ${event.payload.of}`;
  if (!(await ports.keyValues.first(hours, slot, later(now, hourMs)))) {
    return again(ports, event, later(now, hourMs), tries);
  }
  const where = { community: community.id, channel };
  if (event.payload.of === 'reviews') {
    const waiting = await countReviews(ports, community);
    await ports.messenger.post(where, { kind: 'reviews-wait', ...waiting }, key);
    return;
  }
  await ports.messenger.post(where, { kind: 'news-waits', count: await countNews(ports, community.id) }, key);
}

/** Once for all that comes until then. What was put off before, or broken off here, is the one that the others count on. */
async function again(
  ports: Wanted,
  event: Told<'community.notice-due'>,
  at: Instant,
  tries: number,
): Promise<void> {
  const slot = `${event.payload.community} ${event.payload.of} again`;
  const isFirst = await ports.keyValues.first(hours, slot, at);
  if (!isFirst && event.due === undefined && tries === 0) return;
  await ports.records.keep({}, [domainEvent(following(event), 'community.notice-due', event.payload, at)]);
}

/** What members of the community handed in and nobody finished, in the organiser's activities. */
async function countReviews({ records }: Pick<Ports, 'records'>, { id, organiser }: Community) {
  const activities = organiser ? (await records.activities.of(organiser)).map((one) => one.id) : [];
  const page = await records.work.inReview(activities, id, { size: 100, after: null });
  return { count: page.items.length, oldest: page.items[0]?.waitingSince ?? null };
}

const mostMembers = 1000;

/** Members for whom something waits unseen. */
async function countNews({ records }: Pick<Ports, 'records'>, community: CommunityId): Promise<number> {
  let count = 0;
  let after: string | null = null;
  let seen = 0;
  do {
    const page: Awaited<ReturnType<typeof records.memberships.in>> = await records.memberships.in(community, {
      size: 200,
      after,
    });
    for (const { person, state } of page.items) {
      if (state === 'active' && (await records.notices.unseen(person)).length > 0) count += 1;
    }
    seen += page.items.length;
    after = page.next;
  } while (after !== null && seen < mostMembers);
  return count;
}
