import type { mongo } from 'mongoose';
import type { DomainEvent, Told } from '../../core/domain-events.ts';
import { Stale } from '../../core/faults.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Ids } from '../../core/ports/ids.ts';
import type { Kept, Records } from '../../core/ports/records.ts';
import { keepEntries, keepWords } from './catalogue.ts';
import type { Store } from './connection.ts';
import type { Stored } from './models.ts';
import { tell } from './outbox.ts';
import type { ServerTime } from './server-time.ts';
import { inOneGo } from './transaction.ts';

/** Records, catalogue, domain events and their deliveries, in one transaction. */
export const keeping =
  (store: Store, { clock, ids, time }: { clock: Clock; ids: Ids; time: ServerTime }): Records['keep'] =>
  async (changes, events = []) => {
    const { catalogue = [], ...entities } = changes;
    const told = events.map((event) => toldOf(event, ids.next(), clock.now()));
    const kept = Object.entries(entities).filter(([, some]) => some.length > 0);
    if (kept.length + catalogue.length + told.length === 0) return;

    await keepWords(store, catalogue);
    await inOneGo(store.client, async (session) => {
      for (const [name, some] of kept) await keepRecords(store.db.collection<Stored>(name), some, session);
      await keepEntries(store, catalogue, session);
      await tell(store.db, told, time, session);
    });
  };

const toldOf = (event: DomainEvent, id: string, at: Told['at']): Told => ({ ...event, id, at });

/** @param collection of an entity: its name is from the keys of `Changes`, never from outside */
async function keepRecords(
  collection: mongo.Collection<Stored>,
  some: readonly Kept[],
  session: mongo.ClientSession,
): Promise<void> {
  const { insertedCount, matchedCount } = await collection.bulkWrite(some.map(writeOf), { session });
  if (insertedCount + matchedCount !== some.length) {
    throw new Stale(`${collection.collectionName}: a record is no longer at the revision it was read at`);
  }
}

function writeOf({ id, revision, ...fields }: Kept): mongo.AnyBulkWriteOperation<Stored> {
  const stored: Stored = { _id: id, revision: revision + 1, ...fields };
  if (revision === 0) return { insertOne: { document: stored } };
  return { replaceOne: { filter: { _id: id, revision }, replacement: stored } };
}
