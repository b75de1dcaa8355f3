import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { openDatabase } from '../../../adapters/store-sqlite/database.ts';
import { engineOn } from '../../../adapters/store-sqlite/engine.ts';
import { sweepFiles } from '../../../adapters/store-sqlite/files.ts';
import { migrate } from '../../../adapters/store-sqlite/migrations/index.ts';
import { listed } from '../../../adapters/store-sqlite/records/documents.ts';
import { callEverything, methodsOf } from '../../support/every-call.ts';
import { countingIds } from '../../support/ids.ts';
import { stillClock } from '../../support/still-clock.ts';

/** Statements that read a whole table, each with the reason. */
const mayScan: Readonly<Record<string, string>> = {
  [listed('select doc from location order by slug')]:
    'a site has a few dozen locations, and the page shows all',
  [listed('select doc from organiser order by slug')]: 'for the operator, who asks for all',
  [listed("select doc from room indexed by room_open where state = 'open' order by id")]:
    'by the index of just those, which are a few',
  [listed("select doc from endorsement where state = 'pending-check' order by id")]:
    'for a coordinator, by the index of just those, which are a few',
  "select count(*) as count from award where state = 'issued' and statusList is null":
    'for the operator and the start, by the index of just those, which are soon none',
  'select count(*) as count, min(due) as oldestDue from delivery where setAsideAt is null':
    'the metrics count what waits, by the index of just those',
};

describe('Every statement of the embedded store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plans-'));
  const file = join(folder, 'city.db');
  const db = openDatabase(file);
  const clock = stillClock();
  const engine = engineOn(db, db, { filesDir: folder, clock, ids: countingIds() });
  afterAll(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  beforeAll(async () => {
    migrate(db);
    await callEverything(engine);
    await sweepFiles(db, folder, clock);
  });

  it('was used, by every method of the engine', () => {
    const { there, called } = methodsOf(engine);

    expect(there).toEqual(called);
    expect(statements().length).toBeGreaterThan(90);
  });

  it('finds its rows by an index', () => {
    const connection = new Libsql(file);
    const scanning = statements()
      .filter((sql) => !(sql in mayScan) && readsWholeTable(connection, sql))
      .map((sql) => `${sql}\n${planOf(connection, sql).join('\n')}`);
    connection.close();

    expect(scanning).toEqual([]);
  });

  it('pages without sorting what it does not show', () => {
    const connection = new Libsql(file);
    // Several activities, or several communities, each have their own order; together they are sorted.
    const ofSeveral = /(activity|community) in \(select/;
    const paged = statements().filter((sql) => /limit \?\)?$/.test(sql) && !ofSeveral.test(sql));
    const sorting = paged.filter((sql) =>
      planOf(connection, sql).some((step) => step.includes('TEMP B-TREE')),
    );
    connection.close();

    expect(paged.length).toBeGreaterThan(8);
    expect(sorting).toEqual([]);
  });

  it('is written here when it may read a whole table, and only then', () => {
    const connection = new Libsql(file);
    const known = statements().filter((sql) => sql in mayScan && readsWholeTable(connection, sql));
    connection.close();

    expect(known.sort()).toEqual(Object.keys(mayScan).sort());
  });

  /** As one line, without what the tests themselves need. */
  function statements(): string[] {
    return [...new Set(db.statements().map((sql) => sql.replace(/\s+/g, ' ').trim()))].filter(
      (sql) => !sql.startsWith('pragma'),
    );
  }
});

/**
 * A virtual table says after `INDEX` what it looks up by, the places `1:` for a row by its number.
 * Lists given as one value are read whole by design.
 */
function readsWholeTable(connection: InstanceType<typeof Libsql>, sql: string): boolean {
  return planOf(connection, sql).some((step) => {
    const isList = /^SCAN (asked|other|json_each) /.test(step);
    const isLookedUp = /VIRTUAL TABLE INDEX \d+:\S|^SCAN entry_place VIRTUAL TABLE INDEX 1:/.test(step);
    // Of what was found: put together in its order.
    const isFound = /^SCAN (\(subquery-\d+\)|label|CONSTANT ROW)$/.test(step);
    // The one at an end of an order is wanted, which stands at an end of its index.
    const isOne = /^SCAN \w+( USING (COVERING )?INDEX \w+)?$/.test(step) && / desc limit 1$/.test(sql);
    return step.startsWith('SCAN') && !isList && !isLookedUp && !isFound && !isOne;
  });
}

function planOf(connection: InstanceType<typeof Libsql>, sql: string): string[] {
  const values = [...sql.matchAll(/\?/g)].map(() => '[]');
  // SQLite's own columns of a plan.
  const steps = connection.prepare(`explain query plan ${sql}`).all(values) as { detail: string }[];
  return steps.map((step) => step.detail);
}
