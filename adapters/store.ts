import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreFault } from '../core/faults.ts';
import { dayMs, minuteMs, secondMs } from '../core/instant.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Engine, Leases } from '../core/ports/engine.ts';
import type { Ids } from '../core/ports/ids.ts';
import { type Config, ConfigFault } from './config.ts';
import { copyLease } from './moving/index.ts';
import { isGone, processName } from './process-name.ts';
import { holdServerLease, runningServer, type ServerLease, shareServerLease } from './server-lease.ts';
import { openSqlite } from './store-sqlite/index.ts';

export {
  type Checked,
  type CopyRefusal,
  type Counted,
  checkStore,
  copyStore,
  exportStore,
  type Progress,
} from './moving/index.ts';

type Where = Pick<Config, 'dataDir' | 'mongodbUri'>;

/**
 * The engine that the configuration names: MongoDB where it has an address, else the embedded store. Not migrated yet.
 * @param parts.isTimeOurs the clock is a test's, which the server of a store knows nothing of
 * @throws StoreFault it cannot be opened: say which by `namingTheStore`
 */
export async function openStore(
  { dataDir, mongodbUri }: Where,
  folder: string,
  { clock, ids, isTimeOurs }: { readonly clock: Clock; readonly ids: Ids; readonly isTimeOurs: boolean },
): Promise<Engine> {
  if (mongodbUri === null) {
    const file = dataDir === ':memory:' ? ':memory:' : join(folder, 'city.db');
    return openSqlite({ file, filesDir: join(folder, 'files'), clock, ids });
  }
  // Only who uses it waits for its packages.
  const { openMongo } = await import('./store-mongo/index.ts');
  return openMongo({ uri: mongodbUri, clock, ids, timeOf: isTimeOurs ? 'process' : 'server' });
}

/** @throws ConfigFault where opening threw a fault of the store: which variable names it, what is wrong, what to do */
export async function namingTheStore<Opened>(
  { dataDir, mongodbUri }: Where,
  open: () => Promise<Opened>,
): Promise<Opened> {
  try {
    return await open();
  } catch (fault) {
    if (!(fault instanceof StoreFault)) throw fault;
    if (mongodbUri !== null) throw new ConfigFault(`MONGODB_URI: ${fault.message} (docs/operating.md)`);
    const advice = 'Mend that, put a backup back, or name another folder';
    throw new ConfigFault(`DATA_DIR: ${resolve(dataDir)}: ${fault.message}. ${advice} (docs/operating.md)`);
  }
}

/**
 * Says that a server of this process uses the store and delivers what is due. The embedded one takes one server at a
 * time and names the other; MongoDB any number.
 */
export async function serve(
  { mongodbUri, worker }: Pick<Config, 'mongodbUri' | 'worker'>,
  leases: Leases,
  onLost: (fault: unknown) => void,
): Promise<ServerLease> {
  if (mongodbUri === null) return holdServerLease(leases, onLost);
  return worker ? shareServerLease(leases) : { stop: async () => {} };
}

/** What keeps a server from starting there, as a sentence; null: nothing. */
export const hindrance = async ({ mongodbUri }: Where, leases: Leases): Promise<string | null> =>
  (await leases.holder(copyLease)) === null
    ? null
    : `${mongodbUri === null ? 'DATA_DIR' : 'MONGODB_URI'}: a copy into this store is not finished; say again: col store copy`;

/** Does a server of another process deliver what is due in this store? */
export const isServed = async (leases: Leases): Promise<boolean> => (await runningServer(leases)) !== null;

/**
 * Says that this process copies into a store, and nobody else meanwhile: what another brought later would lie over what
 * a server has written by then.
 * @returns null: another process does; else how it ends
 */
export async function holdTarget(
  { mongodbUri }: Pick<Where, 'mongodbUri'>,
  { leases }: Pick<Engine, 'leases'>,
): Promise<(() => Promise<void>) | null> {
  const other = await leases.holder(targetLease);
  if (other && isGone(other)) await leases.release(targetLease, other);
  // The clock of a command stands still, and only MongoDB has one of its own.
  const leaseMs = mongodbUri === null ? dayMs : minuteMs;
  if (!(await leases.hold(targetLease, processName, leaseMs))) return null;
  const renewed = setInterval(
    () => void leases.hold(targetLease, processName, leaseMs).catch(() => {}),
    20 * secondMs,
  );
  return async () => {
    clearInterval(renewed);
    await leases.release(targetLease, processName);
  };
}

const targetLease = 'copy-target';

const turnMs = 10 * secondMs;

/** Of several servers that start at once one does it first, the others after it. The embedded store has but one. */
export async function oneAtATime(
  { mongodbUri }: Pick<Config, 'mongodbUri'>,
  leases: Leases,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  if (mongodbUri === null) return work();
  const holder = randomUUID();
  while (!(await leases.hold(what, holder, turnMs))) await wait(200);
  const renewed = setInterval(() => void leases.hold(what, holder, turnMs).catch(() => {}), turnMs / 3);
  try {
    await work();
  } finally {
    clearInterval(renewed);
    await leases.release(what, holder);
  }
}
