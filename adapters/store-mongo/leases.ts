import { mongo } from 'mongoose';
import type { Leases } from '../../core/ports/engine.ts';
import type { ServerTime } from './server-time.ts';

interface StoredLease {
  /** Its name. */
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

/** Every question is one step at the server, by its clock. */
export function leases(db: mongo.Db, time: ServerTime): Leases {
  const collection = db.collection<StoredLease>('lease');

  async function hold(name: string, holder: string, leaseMs: number): Promise<boolean> {
    const me = { $literal: holder };
    const isFree = {
      $or: [{ $eq: ['$holder', me] }, { $lte: [{ $ifNull: ['$until', new Date(0)] }, time.now()] }],
    };
    const taken = [
      {
        $set: {
          holder: { $cond: [isFree, me, '$holder'] },
          until: { $cond: [isFree, time.after(leaseMs), '$until'] },
        },
      },
    ];
    const lease = await collection.findOneAndUpdate({ _id: name }, taken, {
      upsert: true,
      returnDocument: 'after',
    });
    return lease?.holder === holder;
  }

  return {
    async hold(name, holder, leaseMs) {
      try {
        return await hold(name, holder, leaseMs);
      } catch (fault) {
        // Two were the first at once; now there is one to compare with.
        if (fault instanceof mongo.MongoServerError && fault.code === 11_000)
          return hold(name, holder, leaseMs);
        throw fault;
      }
    },
    async release(name, holder) {
      await collection.deleteOne({ _id: name, holder });
    },
    async holder(name) {
      const lease = await collection.findOne({ _id: name, $expr: { $gt: ['$until', time.now()] } });
      return lease?.holder ?? null;
    },
  };
}
