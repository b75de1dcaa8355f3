import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { minuteMs } from '../../../core/instant.ts';
import type { Leases } from '../../../core/ports/engine.ts';
import { entityNames } from '../models.ts';
import { records } from './0001-records.ts';
import { machinery } from './0002-machinery.ts';
import { catalogue } from './0003-catalogue.ts';
import { classByName } from './0004-class.ts';
import { grades } from './0005-grades.ts';
import { people } from './0006-people.ts';
import { held } from './0007-held.ts';
import { signing } from './0008-signing.ts';
import { claiming } from './0009-claiming.ts';
import { scores } from './0010-scores.ts';
import { roomsAndMerges } from './0011-rooms-and-merges.ts';
import { endorsing } from './0012-endorsing.ts';
import { asked } from './0013-asked.ts';
import { ownWords } from './0014-own-words.ts';
import { joining } from './0015-joining.ts';

export interface Index {
  /** Of which collection. */
  readonly of: string;
  readonly name: string;
  /** All ascending: an index is read from either end. */
  readonly keys: readonly string[];
  readonly isUnique?: boolean;
  /** Only documents that fit. */
  readonly where?: object;
  readonly isOfPlaces?: boolean;
  /** Documents go so long after the moment that the key holds. */
  readonly goneAfterSeconds?: number;
}

/** In this order, for ever: a release only adds. The store remembers which ones it has. */
const migrations: readonly (readonly Index[])[] = [
  records,
  machinery,
  catalogue,
  classByName,
  grades,
  people,
  held,
  signing,
  claiming,
  scores,
  roomsAndMerges,
  endorsing,
  asked,
  ownWords,
  joining,
];

/** Collections without an index of their own. */
const plain = [...entityNames, 'told', 'lease', 'word', 'file.files', 'file.chunks'];

interface Done {
  /** Counts from 1. */
  readonly _id: number;
  readonly at: Date;
}

const leaseMs = minuteMs;

/** Of several processes that start at once one migrates; the others wait until it is done. */
export async function migrate(db: mongo.Db, leases: Leases): Promise<void> {
  const holder = randomUUID();
  while (!(await isMigrated(db))) {
    if (!(await leases.hold('migrations', holder, leaseMs))) {
      await wait(100);
      continue;
    }
    const renewed = setInterval(
      () => void leases.hold('migrations', holder, leaseMs).catch(() => {}),
      leaseMs / 3,
    );
    try {
      await migrateOn(db);
    } finally {
      clearInterval(renewed);
      await leases.release('migrations', holder);
    }
  }
}

/** A newer release may have added more: its store serves us too. */
export const isMigrated = async (db: mongo.Db): Promise<boolean> => (await stepsOf(db)) >= migrations.length;

const stepsOf = async (db: mongo.Db): Promise<number> => {
  const last = await db.collection<Done>('migration').find().sort({ _id: -1 }).limit(1).next();
  return last?._id ?? 0;
};

/** Each step may have been begun before: making what is there already does nothing. */
async function migrateOn(db: mongo.Db): Promise<void> {
  const known = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  const wanted = new Set([...plain, ...migrations.flat().map(({ of }) => of)]);
  for (const name of wanted) if (!known.has(name)) await db.createCollection(name);
  for (let step = await stepsOf(db); step < migrations.length; step += 1) {
    await makeIndexes(db, migrations[step] ?? []);
    await db
      .collection<Done>('migration')
      .replaceOne({ _id: step + 1 }, { at: new Date() }, { upsert: true });
  }
}

async function makeIndexes(db: mongo.Db, indexes: readonly Index[]): Promise<void> {
  for (const name of new Set(indexes.map(({ of }) => of))) {
    const some = indexes.filter(({ of }) => of === name);
    await db.collection(name).createIndexes(some.map(descriptionOf));
  }
}

const descriptionOf = (index: Index): mongo.IndexDescription => ({
  name: index.name,
  key: Object.fromEntries(index.keys.map((key) => [key, index.isOfPlaces ? '2dsphere' : 1])),
  ...(index.isUnique ? { unique: true } : {}),
  ...(index.where ? { partialFilterExpression: index.where } : {}),
  ...(index.goneAfterSeconds === undefined ? {} : { expireAfterSeconds: index.goneAfterSeconds }),
});

/** `award.once`: what somebody dropped by hand, or a broken migration left out. */
export async function missingIndexes(db: mongo.Db): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { of, name } of migrations.flat()) {
    if (!(await db.collection(of).indexExists(name))) missing.push(`${of}.${name}`);
  }
  return missing;
}
