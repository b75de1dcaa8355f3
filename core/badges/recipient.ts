import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { Recipient } from './award.ts';

/**
 * Whom an award says it is for, hashed with a salt of its own, so that two awards cannot be told to be one person's:
 * the first verified e-mail, else the holder's own address, which is the same for all awards of one person and
 * tells nothing to who does not know it.
 */
export function recipientOf(
  { secrets, baseUrl }: Pick<Ports, 'secrets' | 'baseUrl'>,
  person: Person,
): Recipient {
  const email = person.emails.find(({ verifiedAt }) => verifiedAt !== null);
  const identity = email
    ? email.address.trim().toLowerCase()
    : `${baseUrl}/b/holders/${secrets.digest(person.id, 'badge-holder').slice(0, 22)}`;
  const { salt, hash } = secrets.salted(identity);
  return { type: email ? 'email' : 'url', salt, identity: `sha256$${hash}` };
}
