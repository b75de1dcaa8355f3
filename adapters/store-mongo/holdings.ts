import type { mongo } from 'mongoose';
import type { Entry } from '../../core/catalogue/entry.ts';
import type { Told } from '../../core/domain-events.ts';
import type { FileId } from '../../core/ids.ts';
import { type Instant, instant } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FileFacts, Held, HoldingKind, Holdings, Labels } from '../../core/ports/engine.ts';
import { placeInLine } from '../../core/subscriptions.ts';
import { keepWords, storedEntry } from './catalogue.ts';
import { bucketOf, putWhole } from './files.ts';
import { labelOf, type StoredValue } from './key-values.ts';
import { missingIndexes } from './migrations/index.ts';
import { newDelivery, type StoredDelivery, type StoredTold } from './outbox.ts';
import { beyond, type Filter } from './records/documents.ts';

/** Every id and every namespace comes after it. */
const before = '';

/** How a kind lies in its collection. */
interface Shelf {
  readonly collection: string;
  /** In the order of ids. */
  readonly keys: readonly string[];
  readonly marks: (id: string) => readonly string[];
  readonly heldOf: (stored: Stored) => Held;
  readonly storedOf: (held: Held) => Stored;
}

interface Stored {
  readonly _id: string;
  readonly [field: string]: unknown;
}

export function holdings(db: mongo.Db, clock: Clock): Holdings {
  const shelfOf = (kind: HoldingKind): Shelf => special[kind] ?? documentsOf(kind);
  const isThere = (kind: HoldingKind): Filter =>
    kind === 'keyValue' ? { $or: [{ until: null }, { until: { $gt: new Date(clock.now()) } }] } : {};

  return {
    async page(kind, after, size) {
      const { collection, keys, marks, heldOf } = shelfOf(kind);
      // Where it begins: from the first text on, so that the index of the order is read and nothing else.
      const from =
        after === null ? beyond(keys.slice(0, 1), [before], '$gt') : beyond(keys, marks(after), '$gt');
      const found = await db
        .collection<Stored>(collection)
        .find({ $and: [from, isThere(kind)] })
        .sort(Object.fromEntries(keys.map((key) => [key, 1])))
        .limit(size)
        .toArray();
      const held = found.map(heldOf);
      return kind === 'delivery' ? withNames(db, held) : held;
    },
    async lastId(kind) {
      const { collection, keys, heldOf } = shelfOf(kind);
      const backwards = Object.fromEntries(keys.map((key) => [key, -1 as const]));
      const last = await db.collection<Stored>(collection).find().sort(backwards).limit(1).next();
      return last && heldOf(last).id;
    },
    async put(kind, some) {
      if (some.length === 0) return;
      // Held as `page` of some engine gave it, where `keep` had put it.
      if (kind === 'entry')
        await keepWords(
          { db },
          some.map(({ doc }) => doc['entry'] as Entry),
        );
      const { collection, storedOf } = shelfOf(kind);
      await putStored(db.collection<Stored>(collection), some.map(storedOf));
    },
    async putFile(id, facts, bytes) {
      const bucket = bucketOf(db);
      await forgetFile(db, id);
      await putWhole(bucket, id, bytes, facts);
    },
    troubles: async () => (await missingIndexes(db)).map((index) => `The index ${index} is missing`),
  };
}

/** In their order. Nearly always none of them is there, and inserting is many times as fast as looking for each. */
async function putStored(collection: mongo.Collection<Stored>, some: readonly Stored[]): Promise<void> {
  const ids = some.map(({ _id }) => _id);
  const isNew = (await collection.findOne({ _id: { $in: ids } }, { projection: { _id: 1 } })) === null;
  if (isNew) {
    await collection.insertMany(some, { ordered: true });
    return;
  }
  const writes = some.map((stored) => ({
    replaceOne: { filter: { _id: stored._id }, replacement: stored, upsert: true },
  }));
  await collection.bulkWrite(writes, { ordered: true });
}

/** A whole one, or the bytes of one that broke off. */
async function forgetFile(db: mongo.Db, id: FileId): Promise<void> {
  await db.collection<{ _id: string }>('file.files').deleteOne({ _id: id });
  await db.collection('file.chunks').deleteMany({ files_id: id as unknown as mongo.ObjectId });
}

/** Records and what was told lie there as they are. */
const documentsOf = (kind: HoldingKind): Shelf => ({
  collection: kind,
  keys: ['_id'],
  marks: (id) => [id],
  heldOf: ({ _id, ...fields }) => ({ id: _id, doc: { id: _id, ...fields } }),
  storedOf: ({ id, doc: { id: _same, ...fields } }) => ({ _id: id, ...fields }),
});

// Each reads what its own collection holds, written by `keep`, by the key-values or by `storedOf` itself.
const special: { readonly [Kind in HoldingKind]?: Shelf } = {
  entry: {
    ...documentsOf('entry'),
    heldOf: ({ _id, row, entry }) => ({ id: _id, doc: { row, entry } }),
    storedOf: ({ doc }) => storedEntry(doc['entry'] as Entry, Number(doc['row'])) as unknown as Stored,
  },
  delivery: {
    ...documentsOf('delivery'),
    heldOf: (stored) => heldDelivery(stored as unknown as StoredDelivery),
    storedOf: (held) => storedDelivery(held) as unknown as Stored,
  },
  keyValue: {
    collection: 'keyValue',
    keys: ['namespace', 'key'],
    marks: (id) => JSON.parse(id) as [namespace: string, key: string],
    heldOf: (stored) => heldValue(stored as unknown as StoredValue),
    storedOf: ({ id, doc }) => storedValue(id, doc as unknown as HeldValue) as unknown as Stored,
  },
  file: {
    ...documentsOf('file'),
    collection: 'file.files',
    heldOf: ({ _id, ...file }) => ({ id: _id, doc: { ...(file['metadata'] as FileFacts) } }),
  },
};

function heldDelivery(stored: StoredDelivery): Held {
  const { _id, event, reaction, community, due, tries, trouble, setAsideAt } = stored;
  return {
    id: _id,
    doc: {
      ...{ event, reaction, community, tries, trouble },
      due: instant(due),
      setAsideAt: setAsideAt && instant(setAsideAt),
    },
  };
}

function storedDelivery({ id, doc }: Held): StoredDelivery {
  const { event, reaction, community, due, tries, trouble, setAsideAt } = doc as unknown as HeldDelivery;
  return {
    ...newDelivery({ id: event, community }, reaction, placeInLine(doc)),
    _id: id,
    ...{ tries, trouble },
    state: setAsideAt === null ? 'waiting' : 'set-aside',
    due: new Date(due),
    setAsideAt: setAsideAt && new Date(setAsideAt),
  };
}

interface HeldDelivery extends Pick<StoredDelivery, 'event' | 'reaction' | 'tries' | 'trouble'> {
  readonly community: Told['community'];
  readonly due: Instant;
  readonly setAsideAt: Instant | null;
}

interface HeldValue {
  readonly namespace: string;
  readonly key: string;
  readonly value: unknown;
  readonly labels: Labels;
  readonly until: Instant | null;
}

const heldValue = ({ _id, namespace, key, value, labels, until }: StoredValue): Held => ({
  id: _id,
  doc: {
    ...{ namespace, key, value: JSON.parse(value) },
    labels: Object.fromEntries(labels.map((label) => JSON.parse(label) as [name: string, value: string])),
    until: until && instant(until),
  },
});

const storedValue = (id: string, { namespace, key, value, labels, until }: HeldValue): StoredValue => ({
  _id: id,
  ...{ namespace, key, value: JSON.stringify(value) },
  labels: Object.entries(labels).map(labelOf),
  until: until && new Date(until),
});

/** The names of the domain events beside what follows from them. */
async function withNames(db: mongo.Db, deliveries: readonly Held[]): Promise<readonly Held[]> {
  const ids = deliveries.map(({ doc }) => String(doc['event']));
  const events = await db
    .collection<StoredTold>('told')
    .find({ _id: { $in: ids } })
    .project<Pick<StoredTold, '_id' | 'name'>>({ name: 1 })
    .toArray();
  const names = new Map(events.map(({ _id, name }) => [_id, name]));
  return deliveries.map(({ id, doc }) => ({
    id,
    doc: { ...doc, name: names.get(String(doc['event'])) ?? null },
  }));
}
