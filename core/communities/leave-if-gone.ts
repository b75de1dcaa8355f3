import type { Told } from '../domain-events.ts';
import type { CommunityId } from '../ids.ts';
import { dayMs, type Instant, later } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import { type Community, isOfChat } from './community.ts';
import { disconnectCommunity } from './connect-community.ts';
import { planDaily } from './plan-daily.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'keyValues' | 'chatPlatforms'>;

const namespace = 'communities.gone';
/** A platform may have a bad day; nobody is parted for that. */
const patienceMs = 2 * dayMs;

/**
 * Not every platform tells that it threw us out: it is looked once a day whether we are still there. Two days without
 * it end the connection; what was learned stays.
 */
export async function leaveIfGone(
  ports: Wanted,
  event: Told<'community.connected' | 'community.look-due'>,
  _key: string,
  tries = 0,
): Promise<void> {
  const { records, keyValues, clock } = ports;
  const id = idOf(event);
  const community = id && (await records.communities.byId(id));
  if (!community?.organiser || !isOfChat(community)) return;
  await planDaily(ports, event, 'community.look-due', community.id, tries);
  if (event.name === 'community.connected') return;

  if (!(await isGone(ports, community))) return void (await keyValues.take(namespace, community.id));
  const now = clock.now();
  const since = (await keyValues.read<Instant>(namespace, community.id)) ?? now;
  if (since === now) await keyValues.put(namespace, community.id, now, { until: later(now, 5 * dayMs) });
  if (now < later(since, patienceMs)) return;
  await disconnectCommunity(ports, 'native-admin', community.id);
  await keyValues.take(namespace, community.id);
}

const idOf = (event: Told<'community.connected' | 'community.look-due'>): CommunityId | null =>
  event.name === 'community.connected' ? event.community : event.payload.community;

async function isGone({ chatPlatforms }: Wanted, community: Community): Promise<boolean> {
  const platform = chatPlatforms.of(community.kind === 'slack-workspace' ? 'slack' : 'discord');
  const found = (await platform?.inspect(community)) ?? [];
  return found.some(({ part, trouble }) => part === 'link' && trouble === 'gone');
}
