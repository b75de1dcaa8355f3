import type { Told } from '../domain-events.ts';
import { noticeDue } from '../notify-chat.ts';
import type { Ports } from '../ports/ports.ts';
import { isOfChat } from './community.ts';

/** Where the author is a member, a nameless notice says how much waits; it is brought up to date as words are given. */
export async function tellReviewers(
  { records }: Pick<Ports, 'records'>,
  event: Told<'review.asked' | 'review.given' | 'evidence.taken-back' | 'message.reported'>,
): Promise<void> {
  const memberships = await records.memberships.of(event.payload.person);
  const active = memberships.filter(({ state }) => state === 'active').map(({ community }) => community);
  const communities = active.length > 0 ? await records.communities.byIds(active) : [];
  const due = communities.filter((one) => isOfChat(one) && one.organiser !== null);
  if (due.length > 0)
    await records.keep(
      {},
      due.map((one) => noticeDue(event, one, 'reviews')),
    );
}
