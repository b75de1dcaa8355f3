import { domainEvent } from '../domain-events.ts';
import { type IdentityId, newId, type PersonId } from '../ids.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Language } from '../texts.ts';
import { type Known, newcomer } from './newcomer.ts';
import type { Person } from './person.ts';

/**
 * Somebody's first act in chat makes them a person, under an alias, once they said that they are old enough for the
 * platform. Twice at once: one is `Stale` and finds the other's.
 */
export async function beginInChat(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  known: Known,
  said: { readonly language: Language; readonly atLeast: number },
): Promise<Outcome<Person, never>> {
  const identity = await records.identities.find(known.kind, known.tenant, known.subject);
  const before = identity && (await records.people.byId(identity.person));
  if (before) return done(before);

  const fresh = { person: newId<PersonId>(ids), identity: newId<IdentityId>(ids), chance: ids.code(8) };
  const made = newcomer(fresh, known, said.language, clock.now());
  const person: Person = {
    ...made.person,
    age: { band: 'unknown', statedBy: 'self', atLeast: said.atLeast },
  };
  await records.keep({ person: [person], identity: [made.identity] }, [
    domainEvent({ person: person.id, seat: null }, 'person.recognised', { person: person.id }),
  ]);
  return done({ ...person, revision: 1 });
}
