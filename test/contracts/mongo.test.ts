import { openMongo } from '../../adapters/store-mongo/index.ts';
import type { Engine } from '../../core/ports/engine.ts';
import { countingIds } from '../support/ids.ts';
import { type Database, freshDatabase, mongoSuite } from '../support/mongo.ts';
import { stillClock } from '../support/still-clock.ts';
import type { Place } from './engine/place.ts';
import { describeEngine } from './engine.contract.ts';

let database: Database | null = null;
afterAll(() => database?.drop());

/** One database for all tests, emptied after each. */
function onReplicaSet(): Place {
  const clock = stillClock();
  // Shared: real ids differ from process to process, these count.
  const ids = countingIds();
  const opened: Engine[] = [];
  return {
    clock,
    async open() {
      database ??= await freshDatabase();
      const engine = await openMongo({ uri: database.uri, clock, ids, timeOf: 'process' });
      opened.push(engine);
      return engine;
    },
    async leave() {
      await Promise.all(opened.map((engine) => engine.close()));
      await database?.clear();
    },
  };
}

describeEngine('MongoDB on a replica set', onReplicaSet, { suite: mongoSuite });
