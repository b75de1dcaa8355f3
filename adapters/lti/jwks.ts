import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { Unreachable } from '../../core/faults.ts';
import { hourMs, millis, minuteMs, secondMs } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SafeFetch } from '../fetch/index.ts';
import { jsonIn } from './columns.ts';
import type { Registration } from './registration.ts';

export interface KeySets {
  /**
   * The platform's public key of this name. Key sets are kept for ten minutes; for a name that is not there the set is
   * fetched again, five times a minute at most. One that cannot be had is not asked for again for ten seconds;
   * meanwhile, and for an hour at most, the one before is good.
   */
  keyOf(registration: Registration, kid: string): Promise<KeyObject | NoKey>;
}
/** `unknown`: not in the set. `away`: the set cannot be had just now. */
export type NoKey = 'unknown' | 'away';

const freshMs = 10 * minuteMs;
const lastsMs = hourMs;
const coolDownMs = 10 * secondMs;
const mostMisses = 5;
const leastBits = 2048;

const JwkSet = z.object({ keys: z.array(z.record(z.string(), z.unknown()).catch({})) });

export function createKeySets(
  fetch: SafeFetch,
  privateHosts: readonly string[],
  clock: Pick<Clock, 'now'>,
): KeySets {
  const sets = new Map<string, KeySet>();

  return {
    async keyOf({ id, keysetUrl, typedHosts }, kid) {
      const name = `${id} ${keysetUrl}`;
      const set = sets.get(name) ?? new KeySet(fetch, keysetUrl, [...typedHosts, ...privateHosts], clock);
      sets.set(name, set);
      return set.keyOf(kid);
    },
  };
}

class KeySet {
  readonly #load: () => Promise<ReadonlyMap<string, KeyObject>>;
  readonly #now: () => number;
  #keys: ReadonlyMap<string, KeyObject> = new Map();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;
  /** Those who ask meanwhile wait for the same answer. */
  #loading: Promise<boolean> | null = null;
  // Misses are counted, not fetches: a platform may roll its key right after a launch.
  #misses: number[] = [];

  constructor(fetch: SafeFetch, url: string, allowedHosts: readonly string[], clock: Pick<Clock, 'now'>) {
    this.#load = () => keysAt(fetch, url, allowedHosts);
    this.#now = () => millis(clock.now());
  }

  async keyOf(kid: string): Promise<KeyObject | NoKey> {
    const isFresh = this.#age() < freshMs || (await this.#fetched());
    if (!isFresh && this.#age() > lastsMs) return 'away';
    const known = this.#keys.get(kid);
    if (known) return known;
    // A fetch under way may bring it; joining that is no miss of its own.
    if (!this.#loading && !this.#mayMiss()) return 'unknown';
    return (await this.#fetched()) ? (this.#keys.get(kid) ?? 'unknown') : 'away';
  }

  readonly #age = (): number => this.#now() - this.#loadedAt;

  #mayMiss(): boolean {
    const now = this.#now();
    this.#misses = this.#misses.filter((at) => at > now - minuteMs);
    if (this.#misses.length >= mostMisses) return false;
    this.#misses.push(now);
    return true;
  }

  /** False: it cannot be had, or could not just now. */
  async #fetched(): Promise<boolean> {
    if (!this.#loading && this.#now() < this.#failedAt + coolDownMs) return false;
    this.#loading ??= this.#fetch().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #fetch(): Promise<boolean> {
    try {
      this.#keys = await this.#load();
      this.#loadedAt = this.#now();
      return true;
    } catch {
      // Not there, no key set, or not to be asked: to a launch it is all the same.
      this.#failedAt = this.#now();
      return false;
    }
  }
}

async function keysAt(
  fetch: SafeFetch,
  url: string,
  allowedHosts: readonly string[],
): Promise<ReadonlyMap<string, KeyObject>> {
  const answer = await fetch({
    url,
    headers: { Accept: 'application/json' },
    allowedHosts,
    timeoutMs: 5 * secondMs,
    maxBytes: 256 * 1024,
  });
  if (answer.status !== 200) throw new Unreachable(`A key set with status ${answer.status}`);
  return new Map(JwkSet.parse(jsonIn(answer)).keys.flatMap(usable));
}

/** None: of another kind, not for signatures, or one that can be broken. */
function usable(jwk: Readonly<Record<string, unknown>>): [string, KeyObject][] {
  const { kid, kty, use = 'sig' } = jwk;
  if (typeof kid !== 'string' || kty !== 'RSA' || use !== 'sig') return [];
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= leastBits ? [[kid, key]] : [];
  } catch {
    return [];
  }
}
