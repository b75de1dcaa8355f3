import { z } from 'zod';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import { EmailAddress, emailIdentity, plainly } from './email.ts';
import type { Person } from './person.ts';

export const RemoveEmail = z.object({ email: EmailAddress });
export type RemoveEmail = z.infer<typeof RemoveEmail>;

/** The last way in stays: who came by mail alone would lose their badges with it. */
export type RemoveEmailRefusal = NotFound | { readonly why: 'last-way-in' };

/** Takes an address off: it signs nobody in any more, and new badges are not issued to it. Issued ones stay as they are. */
export async function removeEmail(
  { records }: Pick<Ports, 'records'>,
  by: Pick<Someone, 'person'>,
  { email }: RemoveEmail,
): Promise<Outcome<Person, RemoveEmailRefusal>> {
  const person = await records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const address = plainly(email);
  const emails = person.emails.filter((one) => plainly(one.address) !== address);
  if (emails.length === person.emails.length) return done(person);

  const known = emailIdentity(address);
  const identities = await records.identities.of(by.person);
  const own = identities.find((one) => one.kind === known.kind && one.subject === known.subject);
  if (own && identities.length === 1) return refused({ why: 'last-way-in' });

  const fewer: Person = { ...person, emails };
  // The row keeps its place under a name that no mailbox has.
  const unlinked = own ? [{ ...own, tenant: 'removed', subject: own.id }] : [];
  await records.keep({ person: [fewer], identity: unlinked });
  return done({ ...fewer, revision: fewer.revision + 1 });
}
