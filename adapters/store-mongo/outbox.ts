import type { mongo } from 'mongoose';
import type { Told } from '../../core/domain-events.ts';
import { instant, millis, minuteMs } from '../../core/instant.ts';
import { cut, last, markOf } from '../../core/page-mark.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Delivery, Outbox, Undelivered } from '../../core/ports/engine.ts';
import type { Ids } from '../../core/ports/ids.ts';
import { subscriptions } from '../../core/subscriptions.ts';
import { beyond, type Filter } from './records/documents.ts';
import type { ServerTime } from './server-time.ts';

export interface StoredDelivery {
  /** Its key. */
  readonly _id: string;
  readonly event: string;
  readonly reaction: Delivery['reaction'];
  readonly community: string | null;
  /** The order in which deliveries came about: the domain event, and the place of the reaction in its line. */
  readonly row: string;
  readonly state: 'waiting' | 'set-aside';
  readonly due: Date;
  readonly tries: number;
  readonly worker: string | null;
  /** Of which call: tells what one worker took now from what it took before. */
  readonly claim: string | null;
  readonly leasedUntil: Date | null;
  readonly trouble: string | null;
  readonly setAsideAt: Date | null;
}

/** A domain event as it is kept: its id is the document's. */
export type StoredTold = Omit<Told, 'id'> & { readonly _id: string };

/** What a lost acknowledgement costs is one more delivery, which is harmless: no need to wait for other members. */
const swift = { writeConcern: { w: 1 } } as const;

/** A process whose clock is behind by more sees deliveries so much later, and none too early. */
const sieveMs = 2 * minuteMs;

/** Deliveries stand here until they reached their reaction; then only what was told stays. */
export function outbox(
  db: mongo.Db,
  { clock, ids, time }: { clock: Clock; ids: Ids; time: ServerTime },
): Outbox {
  const deliveries = db.collection<StoredDelivery>('delivery');
  const settle = (key: string, worker: string, change: object) =>
    deliveries.updateOne({ _id: key, worker }, [{ $set: { ...change, ...nobodys } }], swift);

  /** The first condition bounds the index; the server's clock decides. */
  const isDue = (): Filter => ({
    state: 'waiting',
    due: { $lte: new Date(millis(clock.now()) + sieveMs) },
    $expr: {
      $and: [
        { $lte: ['$due', time.now()] },
        { $lte: [{ $ifNull: ['$leasedUntil', new Date(0)] }, time.now()] },
      ],
    },
  });

  /** @returns null: nothing is due; those that another worker was faster with are left out */
  async function take(
    worker: string,
    most: number,
    leaseMs: number,
  ): Promise<readonly StoredDelivery[] | null> {
    const due = await deliveries.find(isDue()).sort(oldestFirst).limit(most).project({ _id: 1 }).toArray();
    if (due.length === 0) return null;
    const [claim, these] = [ids.next(), { _id: { $in: due.map(({ _id }) => _id) } }];
    const taken = { worker: { $literal: worker }, claim, leasedUntil: time.after(leaseMs) };
    // A try counts when it begins, so that what kills its worker is not tried for ever.
    await deliveries.updateMany({ ...these, ...isDue() }, [
      { $set: { ...taken, tries: { $add: ['$tries', 1] } } },
    ]);
    return deliveries
      .find({ ...these, claim })
      .sort(oldestFirst)
      .toArray();
  }

  async function withEvents(stored: readonly StoredDelivery[]): Promise<readonly Delivery[]> {
    const events = await eventsOf(db, [...new Set(stored.map(({ event }) => event))]);
    return stored.map((one) => deliveryOf(one, events));
  }

  async function undeliveredOf(stored: readonly StoredDelivery[]): Promise<readonly Undelivered[]> {
    const found = await withEvents(stored);
    return found.map((delivery, index) => ({
      ...delivery,
      trouble: stored[index]?.trouble ?? '',
      setAsideAt: instant(stored[index]?.setAsideAt ?? 0),
    }));
  }

  return {
    async claim(worker, limit, leaseMs) {
      const taken: StoredDelivery[] = [];
      while (taken.length < limit) {
        const more = await take(worker, limit - taken.length, leaseMs);
        if (more === null) break;
        taken.push(...more);
      }
      const found = await withEvents(taken);
      return found.map((delivery) => ({ ...delivery, tries: delivery.tries - 1 }));
    },
    async extend(keys, worker, leaseMs) {
      const theirs = { _id: { $in: [...keys] }, worker };
      await deliveries.updateMany(theirs, [{ $set: { leasedUntil: time.after(leaseMs) } }], swift);
    },
    async delivered(key, worker) {
      await deliveries.deleteOne({ _id: key, worker }, swift);
    },
    async retry(key, worker, due, trouble) {
      await settle(key, worker, { due: time.at(due), trouble: { $literal: trouble } });
    },
    async setAside(key, worker, trouble) {
      const now = time.now();
      await settle(key, worker, { state: 'set-aside', setAsideAt: now, trouble: { $literal: trouble } });
    },
    async giveBack(isGone) {
      const held = await deliveries.distinct('worker', { worker: { $type: 'string' } });
      const gone = held.filter((worker) => worker !== null && isGone(worker));
      // Its type is said again so that the index of just those is used.
      const theirs = { worker: { $in: gone, $type: 'string' } } as const;
      if (gone.length > 0) await deliveries.updateMany(theirs, { $set: nobodys }, swift);
    },
    async undelivered(where, page) {
      const [at, key] = markOf(page, [last, last]);
      const from =
        page.after === null || at === last
          ? {}
          : beyond(['setAsideAt', '_id'], [new Date(at ?? 0), key], '$lt');
      const community = where === 'all' ? {} : { community: { $in: where } };
      const found = await deliveries
        .find({ state: 'set-aside', ...community, ...from })
        .sort({ setAsideAt: -1, _id: -1 })
        .limit(page.size + 1)
        .toArray();
      return cut(await undeliveredOf(found), page, (item) => [item.setAsideAt, item.key]);
    },
    async setAsideOne(key) {
      const found = await deliveries.find({ _id: key, state: 'set-aside' }).toArray();
      return (await undeliveredOf(found))[0] ?? null;
    },
    async again(key) {
      const afresh = { state: 'waiting', due: time.now(), tries: 0, setAsideAt: null, trouble: null };
      await deliveries.updateOne({ _id: key, state: 'set-aside' }, [{ $set: afresh }]);
    },
    async forget(key) {
      await deliveries.deleteOne({ _id: key, state: 'set-aside' });
    },
    async counts() {
      const [waiting, setAside, [oldest]] = await Promise.all([
        deliveries.countDocuments({ state: 'waiting' }),
        deliveries.countDocuments({ state: 'set-aside' }),
        deliveries
          .find({ state: 'waiting' })
          .sort(oldestFirst)
          .limit(1)
          .project<{ due: Date }>({ due: 1 })
          .toArray(),
      ]);
      return { waiting, setAside, oldestDue: oldest ? instant(oldest.due) : null };
    },
  };
}

const oldestFirst = { due: 1, row: 1 } as const;
const nobodys = { worker: null, claim: null, leasedUntil: null };

const deliveryOf = (stored: StoredDelivery, events: ReadonlyMap<string, Told>): Delivery => {
  const event = events.get(stored.event);
  if (!event) throw new Error(`Delivery ${stored._id} has no domain event`);
  return { key: stored._id, reaction: stored.reaction, event, tries: stored.tries };
};

async function eventsOf(db: mongo.Db, ids: readonly string[]): Promise<ReadonlyMap<string, Told>> {
  const found = await db
    .collection<StoredTold>('told')
    .find({ _id: { $in: ids } })
    .toArray();
  // Written by `tell`.
  return new Map(found.map(({ _id, ...event }) => [_id, { id: _id, ...event } as Told]));
}

/** Part of `keep`: within its transaction. */
export async function tell(
  db: mongo.Db,
  told: readonly Told[],
  time: ServerTime,
  session: mongo.ClientSession,
): Promise<void> {
  if (told.length === 0) return;
  const events = told.map(({ id, ...event }) => ({ _id: id, ...event }) as StoredTold);
  await db.collection<StoredTold>('told').insertMany(events, { session });
  const deliveries = told.flatMap((event) =>
    subscriptions[event.name].map((reaction, place) => {
      const due = event.due ? time.at(event.due) : time.now();
      return deliveryWrite(newDelivery(event, reaction, place), due);
    }),
  );
  if (deliveries.length > 0)
    await db.collection<StoredDelivery>('delivery').bulkWrite(deliveries, { session });
}

export function newDelivery(
  event: Pick<Told, 'id' | 'community'>,
  reaction: Delivery['reaction'],
  place: number,
): Omit<StoredDelivery, 'due'> {
  return {
    _id: `${event.id}/${reaction}`,
    event: event.id,
    reaction,
    community: event.community,
    row: `${event.id}/${place}`,
    state: 'waiting',
    tries: 0,
    trouble: null,
    setAsideAt: null,
    ...nobodys,
  };
}

/** An insert cannot ask the server for the time; an update that finds nothing can. */
const deliveryWrite = (
  delivery: Omit<StoredDelivery, 'due'>,
  due: ReturnType<ServerTime['now']>,
): mongo.AnyBulkWriteOperation<StoredDelivery> => ({
  updateOne: {
    filter: { _id: delivery._id },
    update: [{ $replaceWith: { $mergeObjects: [{ $literal: delivery }, { due }] } }],
    upsert: true,
  },
});
