import { StoreFault } from '../../core/faults.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Engine } from '../../core/ports/engine.ts';
import type { Ids } from '../../core/ports/ids.ts';
import type { Database } from './database.ts';
import { files, sweepFiles } from './files.ts';
import { holdings } from './holdings.ts';
import { keeping } from './keep.ts';
import { forgetExpired, keyValues } from './key-values.ts';
import { leases } from './leases.ts';
import { isMigrated, migrate } from './migrations/index.ts';
import { outbox } from './outbox.ts';
import { records } from './records.ts';

export interface SqliteParts {
  /** Where learners' files lie. */
  readonly filesDir: string;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** @param swift a second connection to the same file, or the same; the engine closes both */
export function engineOn(db: Database, swift: Database, { filesDir, clock, ids }: SqliteParts): Engine {
  return {
    records: records(db, keeping(db, { clock, ids })),
    outbox: outbox(db, clock, swift),
    keyValues: keyValues(db, clock, swift),
    leases: leases(swift, clock),
    files: files(db, filesDir, ids),
    holdings: holdings(db, filesDir, clock),
    async migrate() {
      migrate(db);
      forgetExpired(db, clock);
      await sweepFiles(db, filesDir, clock);
    },
    isReady: async () => isMigrated(db) && canWrite(swift),
    close: async () => {
      if (swift !== db) swift.close();
      db.close();
    },
  };
}

/** More than the page that is written last has room for: a full disk is met here, too. */
const probe = JSON.stringify('.'.repeat(16_384));

/** Writes something and takes it away, so that readiness means that things can be kept. */
function canWrite(db: Database): boolean {
  try {
    db.inOneGo(() => {
      db.run(`insert or replace into key_value (namespace, key, value) values ('ready', 'probe', ?)`, probe);
      db.run(`delete from key_value where namespace = 'ready' and key = 'probe'`);
    });
    return true;
  } catch (fault) {
    if (fault instanceof StoreFault) return false;
    throw fault;
  }
}
