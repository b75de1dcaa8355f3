import { domainEvent, following, type Told } from '../domain-events.ts';
import type { CommunityId } from '../ids.ts';
import { dayMs, hourMs, later } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * The same again in a day, once whatever asks for it. One that was broken off here plans again.
 * @param tries of the delivery that plans, before this one
 */
export async function planDaily(
  { records, clock, keyValues }: Pick<Ports, 'records' | 'clock' | 'keyValues'>,
  after: Told,
  name: 'community.sweep-due' | 'community.look-due',
  community: CommunityId,
  tries: number,
): Promise<void> {
  const due = later(clock.now(), dayMs);
  // Less than a day: the next one plans the one after it, also where its process has a clock that is behind.
  const isFirst = await keyValues.first(`daily.${name}`, community, later(due, -hourMs));
  if (!isFirst && tries === 0) return;
  await records.keep({}, [domainEvent(following(after), name, { community }, due)]);
}
