import { hourMs, type Instant, later, minuteMs } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { KeyValueStore, Labels } from '../../core/ports/engine.ts';
import type { Database } from './database.ts';

interface Row {
  readonly key: string;
  readonly value: string;
  readonly until: Instant | null;
}

/** Logins and visits end sooner: a power cut may forget their last moments, and people open the activity again. */
const shortMs = 3 * hourMs;

/**
 * What adapters remember. Entries whose time is over are never read, and go when somebody writes.
 * @param swift keeps those that end within three hours
 */
export function keyValues(db: Database, clock: Clock, swift: Database = db): KeyValueStore {
  let cleanedAt: Instant | null = null;

  function clean(keeper: Database): void {
    const now = clock.now();
    if (cleanedAt !== null && now < later(cleanedAt, 10 * minuteMs)) return;
    cleanedAt = now;
    forgetExpired(keeper, clock);
  }

  const keeperOf = (until: Instant | null): Database =>
    until !== null && until < later(clock.now(), shortMs) ? swift : db;

  return {
    async read<T>(namespace: string, key: string) {
      return parsed<T>(db.one<Row>(read, namespace, key, clock.now()));
    },
    async find<T>(namespace: string, labels: Labels) {
      const rows = findRows(db, namespace, labels, clock.now());
      // What stands under a namespace was put there by the adapter that now reads it.
      return rows.map(({ key, value }) => ({ key, value: JSON.parse(value) as T }));
    },
    async put(namespace, key, value, { labels = {}, until } = {}) {
      const keeper = keeperOf(until ?? null);
      clean(keeper);
      const put = () => keeper.run(upsert, namespace, key, JSON.stringify(value), until ?? null);
      const entries = Object.entries(labels);
      if (entries.length === 0) return void put();
      keeper.inOneGo(() => {
        put();
        for (const [name, label] of entries) keeper.run(insertLabel, namespace, name, label, key);
      });
    },
    async take<T>(namespace: string, key: string) {
      const now = clock.now();
      const row =
        swift.one<Row>(takeShort, namespace, key, later(now, shortMs)) ?? db.one<Row>(take, namespace, key);
      return row && (row.until === null || row.until > now) ? parsed<T>(row) : null;
    },
    async first(namespace, key, until) {
      const keeper = keeperOf(until);
      clean(keeper);
      return keeper.run(insertFirst, namespace, key, until, clock.now()) === 1;
    },
  };
}

export const forgetExpired = (db: Database, clock: Clock): void =>
  void db.run('delete from key_value where until <= ?', clock.now());

function findRows(db: Database, namespace: string, labels: Labels, now: Instant): Row[] {
  const [one, ...others] = Object.entries(labels);
  if (!one) return db.all(all, namespace, now);
  return db.all(labelled, namespace, ...one, now, JSON.stringify(Object.fromEntries(others)));
}

// As above: the reader is the adapter that wrote it.
const parsed = <T>(row: Row | null): T | null => row && (JSON.parse(row.value) as T);

const read = `
  select key, value, until from key_value
  where namespace = ? and key = ? and (until is null or until > ?)`;

const all = `
  select key, value, until from key_value
  where namespace = ? and (until is null or until > ?) order by key`;

/** By the first label; the others are looked up one by one. */
const labelled = `
  select entry.key, entry.value, entry.until
  from key_value_label label
  cross join key_value entry on entry.namespace = label.namespace and entry.key = label.key
  where label.namespace = ? and label.name = ? and label.value = ?
    and (entry.until is null or entry.until > ?)
    and not exists (
      select 1 from json_each(?) other where not exists (
        select 1 from key_value_label its
        where its.namespace = entry.namespace and its.key = entry.key
          and its.name = other.key and its.value = other.value))
  order by entry.key`;

/** Labels that it had go with what it was. */
const upsert = `
  insert into key_value (namespace, key, value, until) values (?, ?, ?, ?)
  on conflict (namespace, key) do update set value = excluded.value, until = excluded.until`;

const take = 'delete from key_value where namespace = ? and key = ? returning key, value, until';

/** What ends so soon that forgetting it was taken would harm nobody. */
const takeShort =
  'delete from key_value where namespace = ? and key = ? and until <= ? returning key, value, until';

const insertLabel = 'insert into key_value_label (namespace, name, value, key) values (?, ?, ?, ?)';

const insertFirst = `
  insert into key_value (namespace, key, value, until) values (?, ?, 'true', ?)
  on conflict (namespace, key) do update set value = excluded.value, until = excluded.until
  where key_value.until <= ?`;
