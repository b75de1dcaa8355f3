import type { Clock } from '../../core/ports/clock.ts';
import type { Engine } from '../../core/ports/engine.ts';
import type { Ids } from '../../core/ports/ids.ts';
import { openDatabase } from './database.ts';
import { files, sweepFiles } from './files.ts';
import { keeping } from './keep.ts';
import { forgetExpired, keyValues } from './key-values.ts';
import { leases } from './leases.ts';
import { isMigrated, migrate } from './migrations/index.ts';
import { outbox } from './outbox.ts';
import { records } from './records.ts';

export { StoreFault } from './database.ts';
export { holdServerLease, runningServer, type ServerLease } from './server-lease.ts';

export interface SqliteConfig {
  /** Path, or `:memory:` for as long as the engine is open. */
  readonly file: string;
  /** Where learners' files lie. */
  readonly filesDir: string;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The embedded store: one file, one folder. Several processes of one host may have it open. */
export function openSqlite({ file, filesDir, clock, ids }: SqliteConfig): Engine {
  const db = openDatabase(file);
  // What ends by itself within hours, or is done again when it is forgotten, need not wait for the disk.
  const swift = file === ':memory:' ? db : openDatabase(file, 'normal');
  return {
    records: records(db, keeping(db, { clock, ids })),
    outbox: outbox(db, clock, swift),
    keyValues: keyValues(db, clock, swift),
    leases: leases(swift, clock),
    files: files(db, filesDir, ids),
    async migrate() {
      migrate(db);
      forgetExpired(db, clock);
      await sweepFiles(db, filesDir, clock);
    },
    isReady: async () => isMigrated(db),
    close: async () => {
      if (swift !== db) swift.close();
      db.close();
    },
  };
}
