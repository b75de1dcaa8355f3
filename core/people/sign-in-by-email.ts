import { domainEvent } from '../domain-events.ts';
import { type IdentityId, newId, type PersonId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Language } from '../texts.ts';
import { emailIdentity, plainly } from './email.ts';
import { newcomer } from './newcomer.ts';
import type { Person } from './person.ts';

/** Whom a mailbox signs in; null: somebody new. */
export async function findByEmail(
  { records }: Pick<Ports, 'records'>,
  email: string,
): Promise<Person | null> {
  const { kind, tenant, subject } = emailIdentity(email);
  const identity = await records.identities.find(kind, tenant, subject);
  return identity && records.people.byId(identity.person);
}

/**
 * Somebody has proved that a mailbox is theirs: whom it was linked to before, else a new person under an alias.
 * Never somebody who merely gave that address.
 */
export async function signInByEmail(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  { email, language }: { readonly email: string; readonly language: Language },
): Promise<Outcome<Person, NotFound>> {
  const known = await findByEmail(ports, email);
  if (known) return known.state === 'active' ? done(known) : refused({ why: 'not-found' });

  const { records, clock, ids } = ports;
  const fresh = { person: newId<PersonId>(ids), identity: newId<IdentityId>(ids), chance: ids.code(8) };
  const made = newcomer(fresh, emailIdentity(email), language, clock.now());
  const person: Person = {
    ...made.person,
    emails: [{ address: plainly(email), verifiedAt: clock.now() }],
  };
  await records.keep({ person: [person], identity: [made.identity] }, [
    domainEvent({ person: person.id, seat: null }, 'person.recognised', { person: person.id }),
  ]);
  return done({ ...person, revision: 1 });
}
