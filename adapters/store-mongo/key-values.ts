import { mongo } from 'mongoose';
import type { Clock } from '../../core/ports/clock.ts';
import type { KeyValueStore, Labels } from '../../core/ports/engine.ts';

export interface StoredValue {
  /** Namespace and key, as JSON. */
  readonly _id: string;
  readonly namespace: string;
  readonly key: string;
  /** JSON: what adapters remember may have keys that mean something to MongoDB. */
  readonly value: string;
  readonly labels: readonly string[];
  /** MongoDB takes it out some time after that. */
  readonly until: Date | null;
}

/** One member has it; the others may not, when it fails. */
const swift = { writeConcern: { w: 1 } } as const;

/** What adapters remember. Entries whose time is over are never read. */
export function keyValues(db: mongo.Db, clock: Clock): KeyValueStore {
  const values = db.collection<StoredValue>('keyValue');
  const now = () => new Date(clock.now());
  const isThere = () => ({ $or: [{ until: null }, { until: { $gt: now() } }] });

  return {
    async read<T>(namespace: string, key: string) {
      return entryValue<T>(await values.findOne({ _id: idOf(namespace, key), ...isThere() }));
    },
    async find<T>(namespace: string, labels: Labels) {
      const all = Object.entries(labels).map(labelOf);
      const carrying = all.length > 0 ? { labels: { $all: all } } : {};
      const found = await values
        .find({ namespace, ...carrying, ...isThere() })
        .sort({ key: 1 })
        .toArray();
      // What stands under a namespace was put there by the adapter that now reads it.
      return found.map(({ key, value }) => ({ key, value: JSON.parse(value) as T }));
    },
    async put(namespace, key, value, { labels = {}, until = null, isFleeting = false } = {}) {
      const entry = {
        ...{ namespace, key, value: JSON.stringify(value) },
        labels: Object.entries(labels).map(labelOf),
        until: until && new Date(until),
      };
      await onceMore(() =>
        values.replaceOne({ _id: idOf(namespace, key) }, entry, {
          upsert: true,
          ...(isFleeting ? swift : {}),
        }),
      );
    },
    async take<T>(namespace: string, key: string) {
      return entryValue<T>(await values.findOneAndDelete({ _id: idOf(namespace, key), ...isThere() }));
    },
    async first(namespace, key, until) {
      const mine = { namespace, key, value: 'true', labels: [], until: new Date(until) };
      try {
        const { upsertedCount, modifiedCount } = await values.updateOne(
          { _id: idOf(namespace, key), until: { $lte: now() } },
          { $set: mine },
          { upsert: true },
        );
        return upsertedCount + modifiedCount === 1;
      } catch (fault) {
        // There is one whose time is not over.
        if (isDuplicate(fault)) return false;
        throw fault;
      }
    },
  };
}

export const idOf = (namespace: string, key: string): string => JSON.stringify([namespace, key]);

export const labelOf = (label: readonly [name: string, value: string]): string => JSON.stringify(label);

/** Of two that put a new key at once one meets the other's; the second time it is there. */
async function onceMore<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (fault) {
    if (isDuplicate(fault)) return act();
    throw fault;
  }
}

const isDuplicate = (fault: unknown): boolean =>
  fault instanceof mongo.MongoServerError && fault.code === 11_000;

// As above: the reader is the adapter that wrote it.
const entryValue = <T>(found: Pick<StoredValue, 'value'> | null): T | null =>
  found && (JSON.parse(found.value) as T);
