import { createPublicKey, type KeyObject } from 'node:crypto';
import { createRemoteJWKSet, customFetch, type JWK } from 'jose';
import { dayMs, minuteMs, secondMs } from '../../core/instant.ts';
import type { SafeFetch } from '../fetch/index.ts';
import type { Registration } from './registration.ts';

export interface KeySets {
  /**
   * The platform's public key of this name. Key sets are kept for ten minutes; for a name that is not there the set is fetched again,
   * five times a minute at most.
   * @returns null: no such key, or the set cannot be had
   */
  keyOf(registration: Registration, kid: string): Promise<KeyObject | null>;
}

const mostMisses = 5;
const leastBits = 2048;

export function createKeySets(fetch: SafeFetch, privateHosts: readonly string[]): KeySets {
  const sets = new Map<string, KeySet>();

  return {
    async keyOf(registration, kid) {
      const { id, keysetUrl, typedHosts } = registration;
      const name = `${id} ${keysetUrl}`;
      const set = sets.get(name) ?? createKeySet(fetch, keysetUrl, [...typedHosts, ...privateHosts]);
      sets.set(name, set);
      return set.keyOf(kid);
    },
  };
}

interface KeySet {
  keyOf(kid: string): Promise<KeyObject | null>;
}

function createKeySet(fetch: SafeFetch, url: string, allowedHosts: readonly string[]): KeySet {
  const remote = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: 10 * minuteMs,
    timeoutDuration: 5 * secondMs,
    // When a key is missing we decide ourselves whether to ask again.
    cooldownDuration: dayMs,
    [customFetch]: async (address) => {
      const headers = { Accept: 'application/json' };
      const answer = await fetch({
        url: address,
        headers,
        allowedHosts,
        timeoutMs: 5 * secondMs,
        maxBytes: 256 * 1024,
      });
      return new Response(answer.text, { status: answer.status });
    },
  });
  /** Of the set as it was fetched last, by name. */
  let ready = new Map<string, KeyObject>();
  // Misses are counted, not fetches: a platform may roll its key right after a launch.
  let misses: number[] = [];

  async function reload(): Promise<void> {
    await remote.reload();
    ready = new Map();
  }

  function find(kid: string): KeyObject | null {
    const known = ready.get(kid);
    if (known) return known;
    const jwk = remote
      .jwks()
      ?.keys.find((one) => one.kid === kid && one.kty === 'RSA' && (one.use ?? 'sig') === 'sig');
    if (!jwk) return null;
    const key = rsaKeyOf(jwk);
    ready.set(kid, key);
    return key;
  }

  function mayFetchAgain(): boolean {
    const now = Date.now();
    misses = misses.filter((at) => at > now - minuteMs);
    if (misses.length >= mostMisses) return false;
    misses.push(now);
    return true;
  }

  return {
    async keyOf(kid) {
      try {
        if (!remote.fresh) await reload();
        // A fetch under way may bring it; joining that is no miss of its own.
        if (!find(kid) && (remote.reloading || mayFetchAgain())) await reload();
        return find(kid);
      } catch {
        // Unreachable, no key set, or no key in it that can be read: to a launch it is all the same.
        return null;
      }
    },
  };
}

/** @throws when it is no RSA key, or one that can be broken */
function rsaKeyOf(jwk: JWK): KeyObject {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < leastBits)
    throw new Error('Not an RSA key of 2048 bits or more');
  return key;
}
