import { type DomainEvent, domainEvent } from './domain-events.ts';
import { MailId } from './ids.ts';
import type { Instant } from './instant.ts';
import { type Mail, mailNamespace } from './mail/mail.ts';
import { nobody } from './people/actor.ts';
import type { Ports } from './ports/ports.ts';

/**
 * Lays a mail down, sealed: it holds an address, and often what opens a door.
 * @param until from then on it is of no use, and is not sent any more
 * @returns the domain event to keep with the records that the mail is about; without it nothing is sent
 */
export async function queueMail(
  { keyValues, secrets, ids }: Pick<Ports, 'keyValues' | 'secrets' | 'ids'>,
  mail: Mail,
  until: Instant,
): Promise<DomainEvent> {
  const id = MailId.parse(ids.next());
  const sealed = secrets.seal(new TextEncoder().encode(JSON.stringify(mail)), mailNamespace);
  await keyValues.put(mailNamespace, id, { sealed }, { until });
  return domainEvent(nobody, 'mail.queued', { mail: id });
}
