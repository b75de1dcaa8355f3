import { isMongoAtHand, mongodPath } from '../support/mongo.ts';

/** An engine that a bench runs on. */
export interface BenchEngine {
  readonly name: string;
  readonly slug: string;
  /** The settings of a house whose store is empty. @param dataDir unused by anybody else */
  env(dataDir: string): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** SQLite, and MongoDB where one is at hand: a replica set of one member, started for the bench. */
export async function benchEngines(): Promise<readonly BenchEngine[]> {
  const sqlite: BenchEngine = {
    name: 'SQLite',
    slug: 'sqlite',
    env: (dataDir) => ({ DATA_DIR: dataDir }),
    stop: async () => {},
  };
  return isMongoAtHand ? [sqlite, await mongoEngine()] : [sqlite];
}

export async function mongoEngine(): Promise<BenchEngine> {
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  const set = await MongoMemoryReplSet.create({
    replSet: { count: 1, name: 'bench', storageEngine: 'wiredTiger' },
    instanceOpts: [{ launchTimeout: 60_000 }],
    ...(mongodPath ? { binary: { systemBinary: mongodPath } } : {}),
  });
  let count = 0;
  return {
    name: 'MongoDB, a replica set of one member',
    slug: 'mongo',
    env(dataDir) {
      count += 1;
      return { DATA_DIR: dataDir, MONGODB_URI: set.getUri(`bench-${count}`) };
    },
    async stop() {
      await set.stop({ doCleanup: true });
    },
  };
}
