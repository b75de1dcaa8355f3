import type { Award } from '../badges/award.ts';
import type { Told } from '../domain-events.ts';
import { keepNotice } from '../keep-notice.ts';
import { notifyChat } from '../notify-chat.ts';
import type { Note } from '../people/note.ts';
import type { Ports } from '../ports/ports.ts';

type Heard = 'award.issued' | 'award.waiting' | 'award.revoked' | 'award.signed-again';

/** Tells somebody that a badge was earned, waits, was revoked or signed anew, as long as it is still so. */
export async function tellEarner(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets' | 'messenger'>,
  event: Told<Heard>,
  key: string,
): Promise<void> {
  const award = await ports.records.awards.byId(event.payload.award);
  const note = award && noteOf(event.name, award);
  if (!award || !note) return;
  const notice = await keepNotice(ports, award.person, note, key);
  await notifyChat(ports, event, notice, key);
}

function noteOf(name: Heard, award: Award): Note | null {
  const which = { award: award.id, badge: award.badge };
  if (name === 'award.issued' && award.state === 'issued') return { kind: 'award-issued', ...which };
  if (name === 'award.signed-again' && award.state === 'issued')
    return { kind: 'award-signed-again', ...which };
  if (name === 'award.waiting' && award.state === 'waiting') return { kind: 'award-waiting', ...which };
  if (name === 'award.revoked' && award.revoked) {
    return { kind: 'award-revoked', ...which, words: award.revoked.reason };
  }
  return null;
}
