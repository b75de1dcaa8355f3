import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMongoAtHand, mongodPath } from '../support/mongo.ts';
import { freePort } from './start.ts';

/** An engine that a bench runs on. */
export interface BenchEngine {
  readonly name: 'SQLite' | 'MongoDB';
  readonly slug: 'sqlite' | 'mongo';
  /** Null: it runs in the process that uses it. */
  readonly pid: number | null;
  /** The settings of a house whose store is called so; what a run before left in it is there. */
  env(store: string): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** @param stores folder in which its stores lie afterwards */
export const openEngine = async (slug: BenchEngine['slug'], stores: string): Promise<BenchEngine> =>
  slug === 'sqlite' ? sqliteEngine(stores) : mongoEngine(stores);

/** SQLite, and MongoDB where one is at hand. */
export const engineSlugs: readonly BenchEngine['slug'][] = isMongoAtHand ? ['sqlite', 'mongo'] : ['sqlite'];

const sqliteEngine = (stores: string): BenchEngine => ({
  name: 'SQLite',
  slug: 'sqlite',
  pid: null,
  env: (store) => ({ DATA_DIR: join(stores, 'sqlite', store) }),
  stop: async () => {},
});

/** Of MongoDB; it would take half of the machine's memory. */
const cacheGigabytes = 3;

/** A replica set of one member, with its data in the folder. */
async function mongoEngine(stores: string): Promise<BenchEngine> {
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  const dbPath = join(stores, 'mongo', 'db');
  mkdirSync(dbPath, { recursive: true });
  const set = await MongoMemoryReplSet.create({
    replSet: {
      count: 1,
      name: 'bench',
      storageEngine: 'wiredTiger',
      args: ['--wiredTigerCacheSizeGB', String(cacheGigabytes)],
    },
    instanceOpts: [{ launchTimeout: 60_000, dbPath, port: await portFor(dbPath) }],
    ...(mongodPath ? { binary: { systemBinary: mongodPath } } : {}),
  });
  return {
    name: 'MongoDB',
    slug: 'mongo',
    pid: set.servers[0]?.instanceInfo?.instance.mongodProcess?.pid ?? null,
    env: (store) => ({ DATA_DIR: join(stores, 'mongo', store), MONGODB_URI: set.getUri(store) }),
    async stop() {
      await set.stop({ doCleanup: false });
    },
  };
}

/** A member of a replica set is known by its port: the same one in every run. */
async function portFor(dbPath: string): Promise<number> {
  const file = join(dbPath, '..', 'port');
  if (!existsSync(file)) writeFileSync(file, String(await freePort()));
  return Number(readFileSync(file, 'utf8'));
}
