import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { mongo } from 'mongoose';
import type { Config } from '../../adapters/config.ts';

const root = join(import.meta.dirname, '../..');
const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A `mongod` at hand: the one that is named, one on the PATH, one that mongodb-memory-server fetched before; null: none. */
export const mongodPath: string | null =
  [
    process.env['MONGOMS_SYSTEM_BINARY'] ?? '',
    ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'mongod')),
    ...fetchedBefore(),
  ].find((path) => path !== '' && isProgram(path)) ?? null;

function fetchedBefore(): readonly string[] {
  const folders = [
    join(homedir(), '.cache/mongodb-binaries'),
    join(root, 'node_modules/.cache/mongodb-memory-server'),
  ];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.startsWith('mongod'))
        .sort()
        .map((name) => join(folder, name)),
    );
}

const runningSet = process.env['MONGODB_URI'] || null;
const mayFetch = process.env['MONGOMS_RUNTIME_DOWNLOAD'] === '1';

/** Else suites on MongoDB are skipped by name. */
export const isMongoAtHand = runningSet !== null || mongodPath !== null || mayFetch;

/** Skipped where there is none; the last lines of the run tell how to get one (`last-lines.js`). */
export const mongoSuite = (name: string, tests: () => void): void =>
  isMongoAtHand ? describe(name, tests) : describe.skip(`${name} (needs a mongod)`, tests);

/** A database of its own on the replica set of this run. */
export interface Database {
  readonly uri: string;
  readonly db: mongo.Db;
  /** Empties every collection and leaves what migrations made. */
  clear(): Promise<void>;
  drop(): Promise<void>;
}

let count = 0;

export async function freshDatabase(): Promise<Database> {
  count += 1;
  const uri = new URL(await replicaSet());
  const name = `test-${process.pid}-${Date.now().toString(36)}-${count}`;
  uri.pathname = `/${name}`;
  const client = await mongo.MongoClient.connect(uri.href);
  const db = client.db(name);
  return {
    uri: uri.href,
    db,
    async clear() {
      const collections = await db.listCollections({}, { nameOnly: true }).toArray();
      await Promise.all(
        collections
          .filter((collection) => collection.name !== 'migration')
          .map((collection) => db.collection(collection.name).deleteMany({})),
      );
    },
    async drop() {
      await db.dropDatabase();
      await client.close();
    },
  };
}

/** The main process starts it when it is first asked (`replica-set.js`). */
async function replicaSet(): Promise<string> {
  if (runningSet) return runningSet;
  const answer = await fetch(
    `${process.env['TESTS_REPLICA_SET']}?binary=${encodeURIComponent(mongodPath ?? '')}`,
  );
  const said = await answer.text();
  if (!answer.ok) throw new Error(`No replica set: ${said}`);
  return said;
}

/** Where a house of one test file keeps everything. */
export type StoreOf = () => Promise<Pick<Config, 'mongodbUri'>>;

/** The same story on both engines; on MongoDB where one is at hand. Its database is gone afterwards. */
export function onEachEngine(name: string, story: (store: StoreOf, on: 'SQLite' | 'MongoDB') => void): void {
  describe(`${name}, on SQLite`, () => story(async () => ({ mongodbUri: null }), 'SQLite'));
  mongoSuite(`${name}, on MongoDB`, () => {
    let database: Database | null = null;
    story(async () => {
      database = await freshDatabase();
      return { mongodbUri: database.uri };
    }, 'MongoDB');
    afterAll(() => database?.drop());
  });
}

/** What a world without a store of its own lies in: the embedded one, or a new database where the run says so. */
export interface UsualStore extends Pick<Config, 'mongodbUri'> {
  /** Takes the database out again. */
  drop(): Promise<void>;
}

/** `TESTS_ON=mongodb npm test`: every suite that names no store runs on MongoDB. */
export async function usualStore(): Promise<UsualStore> {
  if (process.env['TESTS_ON'] !== 'mongodb') return { mongodbUri: null, drop: async () => {} };
  const { uri, drop } = await freshDatabase();
  return { mongodbUri: uri, drop };
}

/** Three members of their own, for what one alone cannot show. */
export interface ReplicaSet {
  /** The address of a database that nobody used yet. */
  database(): string;
  /** At once, with all it had not told the others. */
  killPrimary(): Promise<void>;
  /** It stands still and knows nothing of it, as when its network is gone; it goes on after so long. */
  freezePrimary(ms: number): Promise<void>;
  freezeSecondary(ms: number): Promise<void>;
  /** Every member runs again and agrees with the primary. */
  mend(): Promise<void>;
  stop(): Promise<void>;
}

/** @param electionMs without a primary for so long, the others choose one */
export async function replicaSetOfThree(electionMs = 10_000): Promise<ReplicaSet> {
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  const set = await MongoMemoryReplSet.create({
    replSet: {
      count: 3,
      name: 'three',
      storageEngine: 'wiredTiger',
      configSettings: { electionTimeoutMillis: electionMs },
    },
    instanceOpts: Array.from({ length: 3 }, () => ({ launchTimeout: 60_000 })),
    ...(mongodPath ? { binary: { systemBinary: mongodPath } } : {}),
  });
  const client = await mongo.MongoClient.connect(set.getUri());

  async function states(): Promise<readonly { readonly port: number; readonly state: string }[]> {
    const { members: seen } = await client.db('admin').command({ replSetGetStatus: 1 });
    return seen.map((one: { name: string; stateStr: string }) => ({
      port: Number(one.name.split(':')[1]),
      state: one.stateStr,
    }));
  }
  async function pidOf(state: 'PRIMARY' | 'SECONDARY'): Promise<number> {
    const port = (await states()).find((one) => one.state === state)?.port;
    const member = set.servers.find(({ instanceInfo }) => instanceInfo?.port === port);
    const pid = member?.instanceInfo?.instance.mongodProcess?.pid;
    if (!pid) throw new Error(`No member is ${state}`);
    return pid;
  }
  async function freeze(pid: number, ms: number): Promise<void> {
    process.kill(pid, 'SIGSTOP');
    setTimeout(() => process.kill(pid, 'SIGCONT'), ms);
  }

  return {
    database() {
      count += 1;
      return set.getUri(`three-${count}`);
    },
    async killPrimary() {
      process.kill(await pidOf('PRIMARY'), 'SIGKILL');
    },
    freezePrimary: async (ms) => freeze(await pidOf('PRIMARY'), ms),
    freezeSecondary: async (ms) => freeze(await pidOf('SECONDARY'), ms),
    async mend() {
      for (const { instance } of set.servers.flatMap(({ instanceInfo }) => instanceInfo ?? [])) {
        const { mongodProcess } = instance;
        if (mongodProcess && mongodProcess.exitCode === null && mongodProcess.signalCode === null) continue;
        delete instance.mongodProcess;
        await instance.start();
      }
      for (const end = Date.now() + 60_000; ; ) {
        const seen = await states().catch(() => []);
        const healthy = seen.filter(({ state }) => state === 'PRIMARY' || state === 'SECONDARY');
        if (healthy.length === 3 && healthy.some(({ state }) => state === 'PRIMARY')) return;
        if (Date.now() > end) throw new Error(`Not mended: ${JSON.stringify(seen)}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async stop() {
      await client.close();
      await set.stop({ doCleanup: true });
    },
  };
}
