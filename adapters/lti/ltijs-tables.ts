import { createHash } from 'node:crypto';

import { instant, later, millis, minuteMs, secondMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type Guarded, guarded } from './guarded.ts';
import type { LtijsTables } from './provider.ts';

type Row = Readonly<Record<string, unknown>>;
type TablePorts = Pick<Ports, 'keyValues' | 'secrets' | 'clock' | 'log'>;

interface Table {
  /** What makes a row one of a kind. */
  readonly unique: readonly string[];
  /** What rows are looked up by beside that. */
  readonly labels: readonly string[];
  /** Null: stays. */
  readonly lifeMs: number | null;
}

const tables: Readonly<Record<string, Table>> = {
  platform: { unique: ['platformUrl', 'clientId'], labels: ['platformUrl', 'kid'], lifeMs: null },
  platformStatus: { unique: ['id'], labels: [], lifeMs: null },
  publickey: { unique: ['kid'], labels: ['platformUrl', 'clientId'], lifeMs: null },
  privatekey: { unique: ['kid'], labels: ['platformUrl', 'clientId'], lifeMs: null },
  accesstoken: { unique: ['platformUrl', 'clientId', 'scopes'], labels: [], lifeMs: 3600 * secondMs },
  nonce: { unique: ['nonce'], labels: [], lifeMs: 15 * minuteMs },
  state: { unique: ['state'], labels: [], lifeMs: 10 * minuteMs },
};

/** Names, e-mail addresses and course data of each launch: ltijs keeps them for its own sessions, which we do not use. */
const neverKept = ['idtoken', 'contexttoken'];

/**
 * ltijs' database over our key-value store.
 * Its encryption key only says that a row is secret: the format is ours (`Secrets`), by the purpose `lti.<table>`.
 */
export function createLtijsTables(ports: TablePorts): LtijsTables {
  const rows = createRows(ports);

  return {
    setup: async () => true,
    Close: async () => true,
    async Get(sealed, collection, query = {}) {
      if (neverKept.includes(collection)) return false;
      if (collection === 'state') return false;
      // Whether a nonce is new is decided by the one who writes it: two readers could both find nothing.
      if (collection === 'nonce') return false;
      const launch = guarded.getStore();
      // No row says active; the guard has looked.
      if (launch && collection === 'platformStatus') return false;
      if (launch && collection === 'platform') return platformOf(launch, query);
      const found = (await rows.find(collection, query)).map(({ row }) =>
        sealed ? rows.opened(collection, row) : row,
      );
      return found.length > 0 ? found.map((row) => structuredClone(row)) : false;
    },
    async Insert(sealed, collection, item, index = {}) {
      // The guard has taken the login whose nonce this is: nobody can come with it again.
      if (collection === 'nonce' && guarded.getStore()) return true;
      if (collection === 'nonce') await rows.onlyOnce(item);
      else await rows.write(collection, sealed ? rows.sealed(collection, item, index) : item);
      return true;
    },
    async Replace(sealed, collection, query, item, index = {}) {
      if (neverKept.includes(collection)) return true;
      const [old] = await rows.find(collection, query);
      if (old) await ports.keyValues.take(spaceOf(collection), old.key);
      await rows.write(collection, sealed ? rows.sealed(collection, item, index) : item);
      return true;
    },
    async Modify(sealed, collection, query, change) {
      const [old] = await rows.find(collection, query);
      if (!old) return true;
      const changed = sealed
        ? rows.sealed(collection, { ...rows.opened(collection, old.row), ...change }, old.row)
        : { ...old.row, ...change };
      await ports.keyValues.take(spaceOf(collection), old.key);
      await rows.write(collection, changed);
      return true;
    },
    async Delete(collection, query) {
      // ltijs deletes states without waiting for it; a fault here would end the process.
      if (neverKept.includes(collection) || collection === 'state') return true;
      for (const { key } of await rows.find(collection, query)) {
        await ports.keyValues.take(spaceOf(collection), key);
      }
      return true;
    },
  };
}

const spaceOf = (collection: string): string => `lti.${collection}`;

function createRows({ keyValues, secrets, clock }: TablePorts) {
  return {
    async find(collection: string, query: object): Promise<readonly { key: string; row: Row }[]> {
      const wanted = Object.entries(query).filter(([, value]) => value !== undefined);
      const { unique, labels } = tableOf(collection);
      const asked = Object.fromEntries(wanted);
      if (unique.every((name) => name in asked)) {
        const key = keyOf(collection, asked);
        const row = await keyValues.read<Row>(spaceOf(collection), key);
        return row && fits(row, wanted) ? [{ key, row }] : [];
      }
      const by = Object.fromEntries(
        wanted.filter(([name]) => labels.includes(name)).map(([name, value]) => [name, String(value)]),
      );
      const found = await keyValues.find<Row>(spaceOf(collection), by);
      return found.filter(({ value }) => fits(value, wanted)).map(({ key, value }) => ({ key, row: value }));
    },

    async write(collection: string, item: object): Promise<void> {
      const { labels, lifeMs } = tableOf(collection);
      const now = clock.now();
      const row: Row = { ...item, createdAt: millis(now) };
      await keyValues.put(spaceOf(collection), keyOf(collection, row), row, {
        labels: Object.fromEntries(labels.map((name) => [name, String(row[name])])),
        ...(lifeMs === null
          ? {}
          : { until: later(now, collection === 'accesstoken' ? tokenLifeMs(row) : lifeMs) }),
      });
    },

    /** @throws when the nonce has been seen: ltijs then refuses the launch */
    async onlyOnce(item: object): Promise<void> {
      const key = keyOf('nonce', item);
      const until = instant(millis(clock.now()) + (tables['nonce']?.lifeMs ?? 0));
      if (!(await keyValues.first(spaceOf('nonce'), key, until))) throw new Error('NONCE_ALREADY_RECEIVED');
    },

    sealed: (collection: string, item: object, index: object): Row => ({
      ...index,
      ...(collection === 'accesstoken' ? { lifeMs: lifeOfToken(item) } : {}),
      data: secrets.seal(new TextEncoder().encode(JSON.stringify(item)), spaceOf(collection)),
    }),

    opened(collection: string, row: Row): Row {
      const text = new TextDecoder().decode(secrets.open(String(row['data']), spaceOf(collection)));
      // It was sealed by this file, from an object.
      return { ...(JSON.parse(text) as Row), createdAt: row['createdAt'] };
    },
  };
}

function tableOf(collection: string): Table {
  const table = tables[collection];
  if (!table) throw new Error(`ltijs asks for a table we do not know: ${collection}`);
  return table;
}

function keyOf(collection: string, row: object): string {
  const known = Object.fromEntries(Object.entries(row));
  const values = tableOf(collection).unique.map((name) => String(known[name]));
  return values.length === 1
    ? (values[0] ?? '')
    : createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

const fits = (row: Row, wanted: readonly (readonly [string, unknown])[]): boolean =>
  wanted.every(([name, value]) => row[name] === value);

/**
 * In a guarded launch the platform and its key are known already: ltijs checks with that key and asks nobody. Where a
 * token names several audiences, only the one that the login was for counts.
 */
function platformOf({ registration, key }: Guarded, query: object): object[] | false {
  const { issuer, clientId } = registration;
  const row = { platformUrl: issuer, clientId, authConfig: { method: 'RSA_KEY', key } };
  return fits(row, Object.entries({ ...query })) ? [row] : false;
}

const tokenOf = (item: object): { expires_in?: unknown } | null =>
  'token' in item && typeof item.token === 'object' ? item.token : null;

/** Until a minute before the platform's own end. */
function lifeOfToken(item: object): number {
  const seconds = Number(tokenOf(item)?.expires_in ?? 3600);
  return Math.max(0, (Number.isFinite(seconds) ? seconds : 3600) * secondMs - minuteMs);
}

const tokenLifeMs = (row: Row): number => Math.min(Number(row['lifeMs']), 3600 * secondMs);
