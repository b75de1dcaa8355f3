import { openMongo } from '../../adapters/store-mongo/index.ts';
import type { Engine } from '../../core/ports/engine.ts';
import { countingIds } from '../support/ids.ts';
import { type Database, freshDatabase, mongoSuite } from '../support/mongo.ts';
import { stillClock } from '../support/still-clock.ts';
import type { Place } from './engine/place.ts';
import { describeEngine } from './engine.contract.ts';

/** Emptied after each test, and taken again by the next. */
const free: Database[] = [];
const made: Database[] = [];
afterAll(() => Promise.all(made.map((database) => database.drop())));

async function takeDatabase(): Promise<Database> {
  const known = free.pop();
  if (known) return known;
  const fresh = await freshDatabase();
  made.push(fresh);
  return fresh;
}

function onReplicaSet(): Place {
  const clock = stillClock();
  // Shared: real ids differ from process to process, these count.
  const ids = countingIds();
  const opened: Engine[] = [];
  let database: Database | null = null;
  return {
    clock,
    async open() {
      database ??= await takeDatabase();
      const engine = await openMongo({ uri: database.uri, clock, ids, timeOf: 'process' });
      opened.push(engine);
      return engine;
    },
    async leave() {
      await Promise.all(opened.map((engine) => engine.close()));
      await database?.clear();
      if (database) free.push(database);
    },
  };
}

describeEngine('MongoDB on a replica set', onReplicaSet, { suite: mongoSuite });
