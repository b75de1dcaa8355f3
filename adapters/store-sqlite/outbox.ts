import { later } from '../../core/instant.ts';
import { cut, last, markOf } from '../../core/page-mark.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Delivery, Outbox, Undelivered } from '../../core/ports/engine.ts';
import type { Database } from './database.ts';
import { list } from './records/documents.ts';

interface Row extends Omit<Delivery, 'event'> {
  readonly told: string;
}
interface SetAsideRow extends Row, Pick<Undelivered, 'trouble' | 'setAsideAt'> {}

/**
 * Deliveries stand here until they reached their reaction; then only what was told stays.
 * @param swift takes and settles them: a power cut that forgets this makes them be delivered again, which is harmless
 */
export function outbox(db: Database, clock: Clock, swift: Database = db): Outbox {
  const settle = (assignments: string, key: string, worker: string, ...values: string[]) =>
    swift.run(
      `update delivery set ${assignments}, worker = null, leasedUntil = null where key = ? and worker = ?`,
      ...values,
      key,
      worker,
    );

  return {
    claim: async (worker, limit, leaseMs) =>
      swift.inOneGo(() => {
        const now = clock.now();
        const rows = swift.all<Row>(claimable, now, now, limit);
        const keys = list(rows.map((row) => row.key));
        swift.run(claim, worker, later(now, leaseMs), keys);
        return rows.map(deliveryOf);
      }),
    async extend(keys, worker, leaseMs) {
      swift.run(extend, later(clock.now(), leaseMs), worker, list(keys));
    },
    async delivered(key, worker) {
      swift.run('delete from delivery where key = ? and worker = ?', key, worker);
    },
    async retry(key, worker, due, trouble) {
      settle('due = ?, trouble = ?', key, worker, due, trouble);
    },
    async setAside(key, worker, trouble) {
      settle('setAsideAt = ?, trouble = ?', key, worker, clock.now(), trouble);
    },
    async giveBack(isGone) {
      const held = swift.all<{ worker: string }>(
        'select distinct worker from delivery where worker is not null',
      );
      const gone = held.map(({ worker }) => worker).filter(isGone);
      swift.run(
        `update delivery set worker = null, leasedUntil = null
         where worker is not null and worker in (select value from json_each(?))`,
        list(gone),
      );
    },
    async undelivered(where, page) {
      const mark = markOf(page, [last, last]);
      const rows =
        where === 'all'
          ? db.all<SetAsideRow>(setAside(''), ...mark, page.size + 1)
          : db.all<SetAsideRow>(
              setAside('and community in (select value from json_each(?))'),
              list(where),
              ...mark,
              page.size + 1,
            );
      return cut(rows.map(undeliveredOf), page, (item) => [item.setAsideAt, item.key]);
    },
    async setAsideOne(key) {
      const row = db.one<SetAsideRow>(`${select} where key = ? and setAsideAt is not null`, key);
      return row && undeliveredOf(row);
    },
    async again(key) {
      db.run(
        `update delivery set due = ?, tries = 0, setAsideAt = null, trouble = null
         where key = ? and setAsideAt is not null`,
        clock.now(),
        key,
      );
    },
    async forget(key) {
      db.run('delete from delivery where key = ? and setAsideAt is not null', key);
    },
    async counts() {
      const waiting = db.one<{ count: number; oldestDue: Delivery['event']['at'] | null }>(
        'select count(*) as count, min(due) as oldestDue from delivery where setAsideAt is null',
      );
      const aside = db.one<{ count: number }>(
        'select count(*) as count from delivery where setAsideAt is not null',
      );
      return {
        waiting: waiting?.count ?? 0,
        setAside: aside?.count ?? 0,
        oldestDue: waiting?.oldestDue ?? null,
      };
    },
  };
}

const deliveryOf = ({ key, reaction, tries, told }: Row): Delivery => ({
  key,
  reaction,
  // Written by `keep` from a domain event, which is what it is read as.
  event: JSON.parse(told) as Delivery['event'],
  tries,
});

const undeliveredOf = (row: SetAsideRow): Undelivered => ({
  ...deliveryOf(row),
  trouble: row.trouble,
  setAsideAt: row.setAsideAt,
});

const select = `
  select key, reaction, tries, trouble, setAsideAt, told.doc as told
  from delivery cross join told on told.id = delivery.event`;

const claimable = `${select}
  where setAsideAt is null and due <= ? and (leasedUntil is null or leasedUntil <= ?)
  order by due, row limit ?`;

/** A try counts when it begins, so that what kills its worker is not tried for ever. */
const claim = `
  update delivery set worker = ?, leasedUntil = ?, tries = tries + 1
  where key in (select value from json_each(?))`;

const extend = `
  update delivery set leasedUntil = ?
  where worker = ? and key in (select value from json_each(?))`;

const setAside = (further: string): string => `${select}
  where setAsideAt is not null ${further} and (setAsideAt, key) < (?, ?)
  order by setAsideAt desc, key desc limit ?`;
