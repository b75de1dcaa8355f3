import type { IdentityId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { IdentityKind } from '../lists.ts';
import type { Language } from '../texts.ts';
import { aliasFrom } from './alias.ts';
import type { Identity } from './identity.ts';
import type { Person } from './person.ts';

export interface Known {
  readonly kind: IdentityKind;
  readonly tenant: string;
  readonly subject: string;
}

/** Of somebody whom we know from a list only; who comes in tells theirs. The tag is BCP 47's own. */
export const languageUnknown: Language = 'und';

/**
 * Somebody met for the first time, under an alias.
 * @param fresh ids that nobody has, and chance for the alias
 */
export function newcomer(
  fresh: { readonly person: PersonId; readonly identity: IdentityId; readonly chance: string },
  known: Known,
  language: Language,
  at: Instant,
): { readonly person: Person; readonly identity: Identity } {
  const person: Person = {
    id: fresh.person,
    revision: 0,
    displayName: null,
    alias: aliasFrom(fresh.chance),
    language,
    zone: null,
    emails: [],
    age: { band: 'unknown', statedBy: null },
    state: 'active',
    since: at,
  };
  return { person, identity: { id: fresh.identity, revision: 0, person: person.id, ...known, at } };
}
