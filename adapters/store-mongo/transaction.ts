import { setTimeout as wait } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { secondMs } from '../../core/instant.ts';

/** Longer than an election, and than a dead process's transaction where the server is set up as advised. */
const patienceMs = 20 * secondMs;

const options = {
  readConcern: { level: 'local' },
  writeConcern: { w: 'majority', wtimeoutMS: 10 * secondMs },
} as const;

/**
 * All or nothing, confirmed by most members. What met another writer or a new primary is done again, for a while.
 * @param work may run more than once
 */
export async function inOneGo<Answer>(
  client: mongo.MongoClient,
  work: (session: mongo.ClientSession) => Promise<Answer>,
): Promise<Answer> {
  const end = performance.now() + patienceMs;
  const session = client.startSession();
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        session.startTransaction(options);
        const answer = await work(session);
        await commit(session, end);
        return answer;
      } catch (fault) {
        if (session.inTransaction()) await session.abortTransaction();
        if (!isOf(fault, 'TransientTransactionError') || performance.now() > end) throw fault;
        await wait(pauseMs(tries));
      }
    }
  } finally {
    await session.endSession();
  }
}

/** Asking again is harmless: what is committed stays so. */
async function commit(session: mongo.ClientSession, end: number): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await session.commitTransaction();
    } catch (fault) {
      if (!isOf(fault, 'UnknownTransactionCommitResult') || performance.now() > end) throw fault;
      await wait(pauseMs(tries));
    }
  }
}

const isOf = (fault: unknown, label: string): boolean =>
  fault instanceof mongo.MongoError && fault.hasErrorLabel(label);

/** Longer with every try, and different for everybody, so that the same two do not meet again. */
const pauseMs = (tries: number): number => Math.random() * Math.min(500, 2 ** tries);
