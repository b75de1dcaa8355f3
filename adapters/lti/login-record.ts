import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { later, minuteMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';

/** What we remember of a login until the browser comes back from the platform, or ten minutes have passed. */
export interface Login {
  readonly nonce: string;
  readonly registration: string;
  readonly issuer: string;
  readonly clientId: string;
  /** The school that the platform named; null: none. */
  readonly deploymentHint: string | null;
  /** Where the platform asked to be led: an address of ours with the item. */
  readonly target: string;
  /** SHA-256 of the value that this browser alone holds. */
  readonly bindHash: string;
  /** Where the platform keeps values for us; null: the browser holds it in a cookie. */
  readonly storageTarget: string | null;
}

export const loginMs = 10 * minuteMs;
const namespace = 'lti.logins';

/** Each is read by its state and taken once: of many who come back with it, one gets in. */
export function createLogins({ keyValues, clock }: Pick<Ports, 'keyValues' | 'clock'>) {
  return {
    keep: (state: string, login: Login) =>
      keyValues.put(namespace, state, login, { until: later(clock.now(), loginMs), isFleeting: true }),
    peek: (state: string) => keyValues.read<Login>(namespace, state),
    take: (state: string) => keyValues.take<Login>(namespace, state),
  };
}
export type Logins = ReturnType<typeof createLogins>;

/** A secret of so many bytes, as text. */
export const newSecret = (bytes: number): string => randomBytes(bytes).toString('base64url');

/** Letters and digits: it is part of a cookie's name. */
export const newState = (): string => randomBytes(25).toString('hex');

export const hashOf = (bind: string): string => createHash('sha256').update(bind).digest('base64url');

export function isBoundTo(login: Login, bind: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(bind)), Buffer.from(login.bindHash));
}

/**
 * One cookie per state, so that two tabs may launch at once. Partitioned: in a frame of another site browsers that block
 * third-party cookies keep it, for that site only.
 */
const bindCookieOf = (state: string): string => `__Host-ltib_${state}`;

/** What the cookie of this login holds; null: there is none. @param cookies as the header has them */
export function bindIn(cookies: string, state: string): string | null {
  const start = `${bindCookieOf(state)}=`;
  const pair = cookies.split(';').find((one) => one.trimStart().startsWith(start));
  return pair?.trim().slice(start.length) || null;
}

export const bindCookie = (state: string, bind: string): string =>
  `${bindCookieOf(state)}=${bind}; Max-Age=${loginMs / 1000}; ${cookieFlags}`;

export const noBindCookie = (state: string): string => `${bindCookieOf(state)}=; Max-Age=0; ${cookieFlags}`;

const cookieFlags = 'Path=/; HttpOnly; Secure; SameSite=None; Partitioned';
