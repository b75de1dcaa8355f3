import { type generateKeyPair as Generate, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { dayMs, type Instant, later, minuteMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { LtijsTables, Pair } from './provider.ts';
import type { Registration } from './registration.ts';
import type { Registry } from './registry.ts';

/** Which of our keys a platform sees: one in use, perhaps one announced, perhaps some that tokens may still name. */
interface KeyState {
  readonly kid: string;
  readonly since: Instant;
  /** Published, and used from then on: platforms keep our key set for a while. */
  readonly next: { readonly kid: string; readonly from: Instant } | null;
  /** Published still, used no more. */
  readonly retired: readonly { readonly kid: string; readonly until: Instant }[];
}

export interface Announced {
  readonly registration: string;
  readonly kid: string;
  /** When it comes into use. */
  readonly from: Instant;
}

const namespace = 'lti.keys';
const lifeMs = 90 * dayMs;
const announcedMs = dayMs;
const retiredMs = 14 * dayMs;

export interface KeyParts {
  readonly ports: Pick<Ports, 'keyValues' | 'leases' | 'clock' | 'log'>;
  readonly tables: LtijsTables;
  readonly registry: Registry;
  /** As ltijs hands it to the tables: it says that a row is secret. */
  readonly sealed: KeyObject;
}

/** Our own keys, one pair per platform, changed without anybody registering again. */
export function createKeys({ ports, tables, registry, sealed }: KeyParts) {
  const { keyValues, leases, clock, log } = ports;

  async function stateOf(registration: Registration): Promise<KeyState> {
    const known = await keyValues.read<KeyState>(namespace, registration.id);
    if (known) return known;
    const kid = await kidOf(tables, registration);
    return { kid, since: registration.at, next: null, retired: [] };
  }
  const keep = (registration: Registration, state: KeyState) =>
    keyValues.put(namespace, registration.id, state);

  async function announce(registration: Registration): Promise<Announced> {
    const state = await stateOf(registration);
    const next = state.next ?? {
      kid: await addPair(tables, sealed, registration),
      from: later(clock.now(), announcedMs),
    };
    if (!state.next) await keep(registration, { ...state, next });
    return { registration: registration.id, ...next };
  }

  async function putIntoUse(registration: Registration, state: KeyState): Promise<KeyState> {
    const { next } = state;
    if (!next || next.from > clock.now()) return state;
    await useKid(tables, registration, state.kid, next.kid);
    const now = clock.now();
    const retired = [...state.retired, { kid: state.kid, until: later(now, retiredMs) }];
    const used: KeyState = { kid: next.kid, since: now, next: null, retired };
    await keep(registration, used);
    return used;
  }

  async function removeRetired(registration: Registration, state: KeyState): Promise<void> {
    const over = state.retired.filter(({ until }) => until <= clock.now());
    if (over.length === 0) return;
    for (const { kid } of over) {
      await tables.Delete('publickey', { kid });
      await tables.Delete('privatekey', { kid });
    }
    await keep(registration, { ...state, retired: state.retired.filter((one) => !over.includes(one)) });
  }

  async function keepUp(registration: Registration): Promise<void> {
    const state = await putIntoUse(registration, await stateOf(registration));
    await removeRetired(registration, state);
    if (!state.next && later(state.since, lifeMs) <= clock.now()) await announce(registration);
  }

  return {
    /** Announces a new key; asked again before it is in use, it names the same. @param of null: all platforms */
    async rotate(of: Registration | null): Promise<readonly Announced[]> {
      const announced: Announced[] = [];
      for (const registration of of ? [of] : await registry.all())
        announced.push(await announce(registration));
      return announced;
    },
    /** What is due: keys come into use, go, or are announced every 90 days. By one process at a time. */
    async upkeep(): Promise<void> {
      const holder = randomBytes(8).toString('hex');
      try {
        if (!(await leases.hold(namespace, holder, 10 * minuteMs))) return;
        for (const registration of await registry.all()) await keepUp(registration);
        await leases.release(namespace, holder);
      } catch (fault) {
        // The lease ends by itself; the next hour tries again.
        log.error({ err: fault }, 'Our keys could not be kept up');
      }
    },
  };
}
export type Keys = ReturnType<typeof createKeys>;

/** A pair more for a platform; published from now on. @returns its name */
export async function addPair(
  tables: LtijsTables,
  sealed: KeyObject,
  { issuer, clientId }: Pair,
): Promise<string> {
  const kid = randomBytes(16).toString('hex');
  const { publicKey, privateKey } = await newPair();
  const index = { kid, platformUrl: issuer, clientId };
  await tables.Insert(sealed, 'privatekey', { key: privateKey, kid }, index);
  await tables.Insert(sealed, 'publickey', { key: publicKey, kid }, index);
  return kid;
}

/**
 * In the form that ltijs reads. Beside the event loop: it takes a third of a second. As strong as 128 bits; it is changed
 * every 90 days.
 */
const newPair = () =>
  promisify(generateKeyPair as typeof Generate)('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });

/** The name of the pair in use. */
export async function kidOf(tables: LtijsTables, { issuer, clientId }: Pair): Promise<string> {
  const [row] = (await tables.Get(false, 'platform', { platformUrl: issuer, clientId })) || [];
  const kid: unknown = row && 'kid' in row ? row.kid : null;
  if (typeof kid !== 'string') throw new Error('A registration has no keys');
  return kid;
}

/** The key's name is the platform's id in ltijs, so its status moves along. It is never without one that says active. */
async function useKid(
  tables: LtijsTables,
  { issuer, clientId, isActive }: Registration,
  before: string,
  kid: string,
): Promise<void> {
  await tables.Replace(false, 'platformStatus', { id: kid }, { id: kid, active: isActive });
  await tables.Modify(false, 'platform', { platformUrl: issuer, clientId }, { kid });
  await tables.Delete('platformStatus', { id: before });
}
