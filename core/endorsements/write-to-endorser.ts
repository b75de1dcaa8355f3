import type { Told } from '../domain-events.ts';
import { keepNotice } from '../keep-notice.ts';
import type { Ports } from '../ports/ports.ts';
import { queueMail } from '../queue-mail.ts';
import { linkEnds } from './endorsement.ts';
import { linkOf } from './link.ts';
import { mailboxOf } from './mailbox.ts';
import { readObject } from './read-object.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues' | 'baseUrl'>;

/**
 * Writes to who was asked: by mail, or as a notice to those who can answer for an organiser; and once more after a week,
 * while nothing has come back. Then never again.
 */
export async function writeToEndorser(
  ports: Wanted,
  event: Told<'endorsement.asked' | 'endorsement.reminder-due'>,
  key: string,
): Promise<void> {
  const { records } = ports;
  const asked = await records.endorsements.byId(event.payload.endorsement);
  const letter = event.name === 'endorsement.asked' ? 1 : 2;
  const object = asked && (await readObject(ports, asked.object));
  if (asked?.state !== 'asked' || !object) return;
  if ('organiser' in asked.endorser) {
    const { organiser } = asked.endorser;
    for (const { person, role, endedAt } of await records.staff.at(organiser)) {
      const mayAnswer = endedAt === null && (role === 'owner' || role === 'manager');
      if (mayAnswer) await keepNotice(ports, person, { kind: 'endorsement-asked', organiser }, key);
    }
    return;
  }
  const to = mailboxOf(ports, asked.endorser);
  if (to === null || asked.letters >= letter) return;
  const note = {
    kind: 'endorsement-asked',
    what: object.name,
    organiser: object.organiserName,
    words: asked.request,
    link: linkOf(ports, asked.id, 'answer'),
    isReminder: letter === 2,
  } as const;
  const mail = await queueMail(ports, { to, language: asked.language, note }, linkEnds(asked));
  // Counted with the letter: repeated, it finds that it has gone.
  await records.keep({ endorsement: [{ ...asked, letters: letter }] }, [mail]);
}
