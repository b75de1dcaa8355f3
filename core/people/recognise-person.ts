import { domainEvent } from '../domain-events.ts';
import { newId } from '../ids.ts';
import type { IdentityKind } from '../lists.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Language } from '../texts.ts';
import { aliasFrom } from './alias.ts';
import type { Identity } from './identity.ts';
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
  known: { readonly kind: IdentityKind; readonly tenant: string; readonly subject: string },
  { language }: { readonly language: Language },
): Promise<Outcome<Recognised, never>> {
  const identity = await records.identities.find(known.kind, known.tenant, known.subject);
  const person = identity && (await records.people.byId(identity.person));
  if (identity && person) return done({ identity, person, isNew: false });

  const at = clock.now();
  const made: Person = {
    id: newId(ids),
    revision: 0,
    displayName: null,
    alias: aliasFrom(ids.code(8)),
    language,
    zone: null,
    emails: [],
    age: { band: 'unknown', statedBy: null },
    state: 'active',
    since: at,
  };
  const madeIdentity: Identity = { id: newId(ids), revision: 0, person: made.id, ...known, at };
  await records.keep({ person: [made], identity: [madeIdentity] }, [
    domainEvent({ person: made.id, seat: null }, 'person.recognised', { person: made.id }),
  ]);
  return done({
    person: { ...made, revision: 1 },
    identity: { ...madeIdentity, revision: 1 },
    isNew: true,
  });
}
