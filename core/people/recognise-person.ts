import { domainEvent } from '../domain-events.ts';
import { type IdentityId, newId, type PersonId } from '../ids.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Language } from '../texts.ts';
import type { Identity } from './identity.ts';
import { type Known, languageUnknown, newcomer } from './newcomer.ts';
import type { Person } from './person.ts';

export interface Recognised {
  readonly person: Person;
  readonly identity: Identity;
  readonly isNew: boolean;
}

/**
 * Finds who somebody is by how a tool knows them; the first time it makes the person, under an alias.
 * Two first times at once: one is `Stale` and finds the other's.
 */
export async function recognisePerson(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  known: Known,
  { language }: { readonly language: Language },
): Promise<Outcome<Recognised, never>> {
  const identity = await records.identities.find(known.kind, known.tenant, known.subject);
  const person = identity && (await records.people.byId(identity.person));
  if (identity && person) {
    return done({ identity, person: await speaking({ records }, person, language), isNew: false });
  }

  const fresh = { person: newId<PersonId>(ids), identity: newId<IdentityId>(ids), chance: ids.code(8) };
  const { person: made, identity: madeIdentity } = newcomer(fresh, known, language, clock.now());
  await records.keep({ person: [made], identity: [madeIdentity] }, [
    domainEvent({ person: made.id, seat: null }, 'person.recognised', { person: made.id }),
  ]);
  return done({
    person: { ...made, revision: 1 },
    identity: { ...madeIdentity, revision: 1 },
    isNew: true,
  });
}

/** The language of their first launch stays theirs; a roster told none. */
async function speaking({ records }: Pick<Ports, 'records'>, person: Person, language: Language) {
  if (person.language !== languageUnknown) return person;
  const told: Person = { ...person, language };
  await records.keep({ person: [told] });
  return { ...told, revision: told.revision + 1 };
}
