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
export function onEachEngine(name: string, story: (store: StoreOf) => void): void {
  describe(`${name}, on SQLite`, () => story(async () => ({ mongodbUri: null })));
  mongoSuite(`${name}, on MongoDB`, () => {
    let database: Database | null = null;
    story(async () => {
      database = await freshDatabase();
      return { mongodbUri: database.uri };
    });
    afterAll(() => database?.drop());
  });
}
