import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../adapters/store-sqlite/index.ts';
import type { Engine } from '../../core/ports/engine.ts';
import { countingIds } from '../support/ids.ts';
import { stillClock } from '../support/still-clock.ts';
import type { Place } from './engine/place.ts';
import { describeEngine } from './engine.contract.ts';

/** A folder with a city in it; every process opens the same file. */
function onDisk(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'city-'));
  const [file, filesDir] = [join(folder, 'city.db'), join(folder, 'files')];
  const clock = stillClock();
  // Shared: real ids differ from process to process, these count.
  const ids = countingIds();
  const opened: Engine[] = [];
  return {
    clock,
    async open() {
      const engine = openSqlite({ file, filesDir, clock, ids });
      opened.push(engine);
      return engine;
    },
    async leave() {
      await Promise.all(opened.map((engine) => engine.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

/** The same without a file: one process is all there is. */
function inMemory(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'city-'));
  const clock = stillClock();
  const engine = openSqlite({ file: ':memory:', filesDir: join(folder, 'files'), clock, ids: countingIds() });
  return {
    clock,
    open: async () => engine,
    async leave() {
      await engine.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describeEngine('SQLite in memory', inMemory, { outlivesProcess: false });
describeEngine('SQLite on disk', onDisk);
