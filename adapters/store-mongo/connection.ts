import { type Connection, createConnection, Error as MongooseFault, mongo } from 'mongoose';
import { StoreFault } from '../../core/faults.ts';
import { inOurWords } from './faults.ts';
import { type Models, modelsOf } from './models.ts';

export interface Store {
  readonly connection: Connection;
  readonly client: mongo.MongoClient;
  readonly db: mongo.Db;
  readonly models: Models;
}

/** The address names the database; this one where it names none. */
const database = 'cities';

/**
 * A primary that is gone is noticed within seconds: what waits for it fails or is tried on the next one, and nobody waits
 * for longer than an election takes. Every write is answered once most members have it on disk.
 */
const patience = {
  serverSelectionTimeoutMS: 10_000,
  connectTimeoutMS: 3000,
  heartbeatFrequencyMS: 2000,
  socketTimeoutMS: 15_000,
  waitQueueTimeoutMS: 10_000,
} as const;

const options = {
  ...patience,
  // A page asks a few things at once; more connections than that only wait for each other at the server.
  maxPoolSize: 50,
  minPoolSize: 2,
  maxConnecting: 4,
  writeConcern: { w: 'majority', wtimeoutMS: 10_000 },
  readPreference: 'primary',
  readConcern: { level: 'local' },
  retryWrites: true,
  retryReads: true,
  ignoreUndefined: true,
  appName: 'cities-of-learning-connect',
  bufferCommands: false,
  autoCreate: false,
  autoIndex: false,
} as const;

/** Whom to ask and what counts as kept is not the address's to say: `readPreference=secondary` would read what is old. */
const ours =
  /^(w|journal|wtimeout(ms)?|readpreference(tags)?|maxstalenessseconds|readconcernlevel|retry(writes|reads))=/i;

const onOurTerms = (uri: string): string => {
  const [place = '', asked = ''] = uri.split('?');
  return [
    place,
    asked
      .split('&')
      .filter((one) => one && !ours.test(one))
      .join('&'),
  ]
    .filter(Boolean)
    .join('?');
};

/** @throws StoreFault with the sentence that helps: not there, not a replica set, not initiated */
export async function connect(uri: string, more: mongo.MongoClientOptions = {}): Promise<Store> {
  const dbName =
    new URL(uri.replace(/^mongodb(\+srv)?:\/\/[^/]*/, 'http://hosts')).pathname.slice(1) || database;
  const connection = createConnection(onOurTerms(uri), { ...options, ...more, dbName });
  try {
    await connection.asPromise();
    const client = connection.getClient();
    const db = client.db(dbName);
    await refuseAlone(db);
    return { connection, client, db, models: modelsOf(connection) };
  } catch (fault) {
    await connection.close().catch(() => {});
    throw helpful(fault);
  }
}

/** Transactions need a replica set, or shards of them. */
async function refuseAlone(db: mongo.Db): Promise<void> {
  const hello = await db.admin().command({ hello: 1 });
  if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') throw new StoreFault(alone);
}

function helpful(fault: unknown): unknown {
  // mongoose has a name of its own for what the driver says when it connects.
  const isNotFound =
    fault instanceof mongo.MongoServerSelectionError ||
    fault instanceof MongooseFault.MongooseServerSelectionError;
  if (!isNotFound) return inOurWords(fault);
  // The driver's picture of the servers, in either; mongoose declares none.
  const seen = (fault as { readonly reason?: mongo.TopologyDescription }).reason;
  const servers = [...(seen?.servers.values() ?? [])];
  if (servers.some(({ type }) => type === 'RSGhost')) return new StoreFault(notInitiated, { cause: fault });
  const addresses = servers.map(({ address }) => address).join(', ');
  return new StoreFault(`MongoDB does not answer at ${addresses}`, { cause: fault });
}

const alone =
  'This MongoDB runs alone, and transactions need a replica set. One member is enough: start it with ' +
  '"mongod --replSet rs0" and run "rs.initiate()" once in mongosh';

const notInitiated =
  'This MongoDB is to be of a replica set that was not initiated: run "rs.initiate()" once in mongosh';
