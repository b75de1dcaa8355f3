import { mongo } from 'mongoose';
import { Stale, StoreFault } from '../../core/faults.ts';

/** What MongoDB and its driver say, in our words; what nobody foresaw stays as it is. */
export function inOurWords(said: unknown): unknown {
  const cause = unwrapped(said);
  if (!(cause instanceof mongo.MongoError)) return cause;
  if (cause.code === duplicateKey) return new Stale('A unique rule would break', { cause });
  // It was tried for as long as people wait: a transaction of a process that died holds the record until it expires.
  if (cause.code === writeConflict)
    return new StoreFault('Somebody else holds the same record: try again in a moment', { cause });
  if (cause.code === outOfDiskSpace) return new StoreFault('The disk is full: nothing was kept', { cause });
  if (isAway(cause)) return new StoreFault('The store is out of reach: try again in a moment', { cause });
  return cause;
}

/** What kept several writes from being sent at all, or from being confirmed, comes in the clothes of their own failure. */
function unwrapped(fault: unknown): unknown {
  if (!(fault instanceof mongo.MongoBulkWriteError)) return fault;
  // The driver declares a description there, and puts the error itself where it was one.
  const inner: unknown = fault.errorResponse;
  return inner instanceof Error ? inner : fault;
}

/** Every write was taken, and too few members have confirmed it. */
const isUnconfirmed = (fault: mongo.MongoError): boolean =>
  fault instanceof mongo.MongoBulkWriteError && [fault.writeErrors].flat().length === 0;

/** No primary, no line to it, or too few members to confirm a write: all of it passes. */
function isAway(fault: mongo.MongoError): boolean {
  return (
    fault instanceof mongo.MongoNetworkError ||
    fault instanceof mongo.MongoServerSelectionError ||
    fault instanceof mongo.MongoWriteConcernError ||
    fault instanceof mongo.MongoOperationTimeoutError ||
    isUnconfirmed(fault) ||
    passing.some((label) => fault.hasErrorLabel(label)) ||
    passingNames.includes(fault.name)
  );
}

const passing = [
  'RetryableWriteError',
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'PoolRequestedRetry',
];
/** Of the driver's own pool, whose classes it does not export for this. */
const passingNames = [
  'MongoWaitQueueTimeoutError',
  'MongoPoolClearedError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
];

const duplicateKey = 11_000;
const writeConflict = 112;
const outOfDiskSpace = 14_031;

/** The same port, its faults in our words. */
export function worded<Port extends object>(port: Port): Port {
  const entries = Object.entries(port).map(([name, part]) => {
    if (typeof part === 'function') return [name, wordedCall(part)];
    return [name, typeof part === 'object' && part !== null ? worded(part) : part];
  });
  // Every key and shape as before.
  return Object.fromEntries(entries) as Port;
}

// Every function of a port answers with a promise.
const wordedCall =
  (call: (...given: unknown[]) => Promise<unknown>) =>
  async (...given: unknown[]): Promise<unknown> => {
    try {
      return await call(...given);
    } catch (fault) {
      throw inOurWords(fault);
    }
  };
