import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { type Mail, mailNamespace } from './mail.ts';

/** Hands a mail on that waits, and forgets it. One that was handed on, or whose time is over, is no news any more. */
export async function sendMail(
  { keyValues, secrets, mailer }: Pick<Ports, 'keyValues' | 'secrets' | 'mailer'>,
  event: Told<'mail.queued'>,
  key: string,
): Promise<void> {
  const { mail: id } = event.payload;
  const kept = await keyValues.read<{ readonly sealed: string }>(mailNamespace, id);
  if (!kept) return;
  // What was sealed for this purpose is what `queueMail` sealed.
  const mail = JSON.parse(new TextDecoder().decode(secrets.open(kept.sealed, mailNamespace))) as Mail;
  await mailer.send(mail, key);
  await keyValues.take(mailNamespace, id);
}
