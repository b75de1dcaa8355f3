import type { Told } from '../domain-events.ts';
import { keepNotice } from '../keep-notice.ts';
import type { Ports } from '../ports/ports.ts';
import { chatOf } from './chat-settings.ts';
import { isOfChat } from './community.ts';

/** A report reaches every one of the organiser's people who may decide, and the staff channel: two adults at least. */
export async function tellStaff(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets' | 'messenger'>,
  event: Told<'message.reported'>,
  key: string,
): Promise<void> {
  const { records, messenger } = ports;
  const { person, activity: id, task } = event.payload;
  const [activity, work, memberships] = await Promise.all([
    records.activities.byId(id),
    records.work.one(person, task),
    records.memberships.of(person),
  ]);
  if (!activity || !work?.reported) return;
  const staff = (await records.staff.at(activity.organiser)).filter(
    ({ role, endedAt }) => endedAt === null && role !== 'member',
  );
  const note = { kind: 'work-reported', activity: id, task, words: '' } as const;
  for (const one of staff) await keepNotice(ports, one.person, note, key);

  const active = memberships.filter(({ state }) => state === 'active').map(({ community }) => community);
  const communities = active.length > 0 ? await records.communities.byIds(active) : [];
  for (const community of communities.filter((one) => isOfChat(one) && one.organiser)) {
    const channel = chatOf(community).channels.staff;
    const where = channel && { community: community.id, channel };
    if (where) await messenger.post(where, { kind: 'reported', work: work.id }, `${key} ${community.id}`);
  }
}
