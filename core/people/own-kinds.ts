import type { PersonId } from '../ids.ts';
import type { Entities, EntityName } from '../ports/records.ts';
import { called, type DoneByKind } from './own-kind-names.ts';

/** True where a person is named anywhere in a record. */
type Names<Value> = Value extends PersonId
  ? true
  : Value extends string | number | boolean | null | undefined
    ? never
    : Value extends readonly (infer Item)[]
      ? Names<Item>
      : { [Key in keyof Value]: Names<Value[Key]> }[keyof Value];

/** Kinds of records that name people. */
type NamingKind = { [Kind in EntityName]: true extends Names<Entities[Kind]> ? Kind : never }[EntityName];

/** Kinds of records that are about one person: they are exported, merged and erased with them. */
export type OwnKind = {
  [Kind in EntityName]: Entities[Kind] extends { readonly person: PersonId } ? Kind : never;
}[EntityName];

/** A new kind about a person does not compile before it is called something. */
export const ownKinds = called satisfies { readonly [Kind in OwnKind]: string };

/** Records of each own kind. */
export type OfOwnKinds = { readonly [Kind in OwnKind]: readonly Entities[Kind][] };

/**
 * Kinds that name people only for having made or given something, each with what it says. They go on naming whom they
 * named: a merged or erased person is still there to be looked up, without a word about them. A new kind that names
 * people does not compile before it stands here or above.
 */
export const asTheyWere = {
  person: 'themselves',
  merge: 'the two who became one',
  community: 'whose word it stands on',
  grant: 'who gave it',
  placement: 'who placed it',
  playlist: 'who made it',
  claimCode: 'who made it',
  endorsement: 'who asked for it',
} as const satisfies { readonly [Kind in Exclude<NamingKind, OwnKind | DoneByKind>]: string };
