import type { mongo } from 'mongoose';
import { dayMs, millis } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Engine } from '../../core/ports/engine.ts';
import type { Ids } from '../../core/ports/ids.ts';
import { catalogue } from './catalogue.ts';
import type { Store } from './connection.ts';
import { worded } from './faults.ts';
import { files, sweepFiles } from './files.ts';
import { holdings } from './holdings.ts';
import { keeping } from './keep.ts';
import { keyValues } from './key-values.ts';
import { leases } from './leases.ts';
import { isMigrated, migrate } from './migrations/index.ts';
import { outbox } from './outbox.ts';
import { records } from './records.ts';
import { ownTime, serverTime } from './server-time.ts';

export interface MongoParts {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who says when leases end and what is due; `process`: for tests whose clock stands still. */
  readonly timeOf: 'server' | 'process';
}

/** The engine closes the store. */
export function engineOn(store: Store, { clock, ids, timeOf }: MongoParts): Engine {
  const { db, models } = store;
  const time = timeOf === 'server' ? serverTime(clock) : ownTime(clock);
  const held = leases(db, time);
  return worded({
    records: records(models, catalogue(store), keeping(store, { clock, ids, time })),
    outbox: outbox(db, { clock, ids, time }),
    keyValues: keyValues(db, clock),
    leases: held,
    files: files(db, { clock, ids }),
    holdings: holdings(db, clock),
    async migrate() {
      await migrate(db, held);
      await sweepFiles(db, new Date(millis(clock.now()) - dayMs));
    },
    isReady: () => isReady(db),
    close: () => store.connection.close(),
  });
}

/** A primary takes writes, and what this release needs is there. */
async function isReady(db: mongo.Db): Promise<boolean> {
  try {
    const hello = await db.admin().command({ hello: 1 });
    return hello['isWritablePrimary'] === true && (await isMigrated(db));
  } catch {
    return false;
  }
}
