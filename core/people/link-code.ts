import type { PersonId } from '../ids.ts';
import { type Instant, minuteMs } from '../instant.ts';

/** Key-values: a code's digest → whose it is. Good once, for ten minutes. */
export const linkCodes = 'people.link-codes';
/** Key-values: tries of one chat user, and of one server or workspace. */
export const linkTries = 'people.link-tries';

export const codeMs = 10 * minuteMs;
export const lockMs = 15 * minuteMs;
/** Tries within the time of a lock: of one chat user, and of all of one tenant. */
export const mostTries = 5;
export const mostTriesThere = 100;

export interface LinkCode {
  readonly person: PersonId;
  readonly until: Instant;
}

/** As it is read: `K7QW-4MDX`. */
export const written = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/**
 * What was typed, as the code is kept: in capitals, without a hyphen or spaces, and with the signs that look alike put
 * right (Crockford). @returns null: no code at all
 */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : null;
}
