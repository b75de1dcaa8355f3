import { z } from 'zod';
import { isVerb, type Verb } from './verbs.ts';

/**
 * What a button carries: verb, item, version, and more where one is needed (a page, a choice).
 * At most 100 characters. It comes back from outside: use cases check person, item and version again.
 */
export type ActionId = `${Verb}:${string}:${number}` | `${Verb}:${string}:${number}:${string}`;

export interface ActionParts {
  readonly verb: Verb;
  /** An id, or the key of a draft; empty: about nothing in particular. */
  readonly item: string;
  /** Of the item as it was shown; 0: it has none that matters. */
  readonly version: number;
  readonly extra: string | null;
}

const longest = 100;
const part = /^[A-Za-z0-9_.,-]*$/;

/** @throws RangeError a part holds a colon or anything else that no id has, or it gets longer than 100 characters */
export function actionId(verb: Verb, item = '', version = 0, extra: string | null = null): ActionId {
  const id: ActionId = extra === null ? `${verb}:${item}:${version}` : `${verb}:${item}:${version}:${extra}`;
  if (!part.test(item) || !part.test(extra ?? '') || !Number.isInteger(version) || version < 0)
    throw new RangeError(`No action id: ${id}`);
  if (id.length > longest) throw new RangeError(`An action id of ${id.length} characters: ${id}`);
  return id;
}

/** @returns null: not one of ours, or of a command that is no more */
export function readActionId(text: string): ActionParts | null {
  const [verb = '', item = '', version = '', extra = null, ...rest] = text.split(':');
  if (text.length > longest || rest.length > 0 || !isVerb(verb) || !part.test(item)) return null;
  if (!/^\d{1,9}$/.test(version) || !part.test(extra ?? '')) return null;
  return { verb, item, version: Number(version), extra };
}

/** As it comes from outside. */
export const ActionId = z.string().refine((text): text is ActionId => readActionId(text) !== null);
