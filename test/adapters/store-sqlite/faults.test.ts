import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../../adapters/store-sqlite/database.ts';
import { keeping } from '../../../adapters/store-sqlite/keep.ts';
import { isMigrated, migrate } from '../../../adapters/store-sqlite/migrations/index.ts';
import { outbox } from '../../../adapters/store-sqlite/outbox.ts';
import { records } from '../../../adapters/store-sqlite/records.ts';
import { domainEvent } from '../../../core/domain-events.ts';
import { StoreFault } from '../../../core/faults.ts';
import { anActor, anId, aPerson } from '../../builders/index.ts';
import { countingIds } from '../../support/ids.ts';
import { stillClock } from '../../support/still-clock.ts';

describe('The embedded store, when its disk or file fails it', () => {
  const clock = stillClock();
  let folder: string;
  let file: string;
  let db: Database;
  const store = () => records(db, keeping(db, { clock, ids: countingIds() }));
  const told = () => domainEvent(anActor(), 'activity.confirmed', { person: anId(), activity: anId() });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'faults-'));
    file = join(folder, 'city.db');
    db = openDatabase(file);
    migrate(db);
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  it('says that the disk is full, keeps nothing of it, and goes on when there is room', async () => {
    const { page_count } = db.one<{ page_count: number }>('pragma page_count') ?? { page_count: 0 };
    db.script(`pragma max_page_count = ${page_count + 4}`);
    const people = Array.from({ length: 200 }, () => aPerson({ displayName: 'x'.repeat(60) }));

    const kept = store().keep({ person: people }, [told()]);

    await expect(kept).rejects.toMatchObject({
      name: 'StoreFault',
      message: 'The disk is full: nothing was kept',
    });
    expect(await store().people.byIds(people.map((person) => person.id))).toEqual([]);
    expect(await outbox(db, clock).claim('one', 10, 1000)).toEqual([]);

    db.script('pragma max_page_count = 1000000');
    await store().keep({ person: people }, [told()]);
    expect(await store().people.byIds(people.map((person) => person.id))).toHaveLength(200);
  });

  it('says that it is read-only', async () => {
    db.script('pragma query_only = 1');

    const kept = store().keep({ person: [aPerson()] });

    await expect(kept).rejects.toMatchObject({
      name: 'StoreFault',
      message: 'The store is read-only: nothing was kept',
    });
  });

  it('says that another process keeps it busy, and works when that one is done', async () => {
    const other = openDatabase(file);
    other.script('begin immediate');
    db.script('pragma busy_timeout = 1');
    const mia = aPerson();

    await expect(store().keep({ person: [mia] })).rejects.toThrow(StoreFault);

    other.script('commit');
    other.close();
    await expect(store().keep({ person: [mia] })).resolves.toBeUndefined();
  });

  it('reads while another process writes', async () => {
    const mia = aPerson();
    await store().keep({ person: [mia] });
    const other = openDatabase(file);
    other.script('begin immediate');
    other.run('delete from person');

    expect(await store().people.byId(mia.id)).toEqual({ ...mia, revision: 1 });

    other.script('rollback');
    other.close();
  });

  it('refuses a file that is no store', () => {
    const letter = join(folder, 'letter.db');
    writeFileSync(letter, 'Dear Mia, '.repeat(1000));

    expect(() => openDatabase(letter)).toThrow('The file of the store is no SQLite database');
  });

  it('loses nothing of what was kept when the process ends without closing', async () => {
    const mia = aPerson();
    await store().keep({ person: [mia] });

    const next = openDatabase(file);

    expect(next.one('select revision from person where id = ?', mia.id)).toMatchObject({ revision: 1 });
    next.close();
  });

  it('syncs every commit to the disk', () => {
    expect(db.one('pragma journal_mode')).toMatchObject({ journal_mode: 'wal' });
    // 2 is FULL.
    expect(db.one('pragma synchronous')).toMatchObject({ synchronous: 2 });
  });

  it('takes the file of a newer release as it is', () => {
    db.script('pragma user_version = 1000');

    migrate(db);

    expect(isMigrated(db)).toBe(true);
    expect(db.one('pragma user_version')).toMatchObject({ user_version: 1000 });
  });

  it('is not ready before it is migrated', () => {
    const empty = openDatabase(':memory:');

    expect(isMigrated(empty)).toBe(false);

    empty.close();
  });

  it('refuses what is no document', () => {
    expect(() => db.run('insert into person (id, revision, doc) values (?, 1, ?)', 'a', '{half')).toThrow(
      /CHECK constraint/,
    );
  });
});
