import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents } from './documents.ts';

export function awards(db: Database): Pick<Records, 'awards'> {
  const { one, page: pageOf } = documents(db);
  const newestFirst = { by: ['earnedAt', 'id'], descending: true } as const;
  return {
    awards: {
      byId: (id) => one('select doc from award where id = ?', id),
      byAddress: (address) => one('select doc from award where address = ?', address),
      latest: (badge, person) =>
        one(
          'select doc from award where badge = ? and person = ? order by round desc limit 1',
          badge,
          person,
        ),
      heldBy: (person, page) =>
        pageOf(
          `select doc from award where person = ? and (earnedAt, id) < (?, ?)
           order by earnedAt desc, id desc limit ?`,
          [person],
          page,
          newestFirst,
        ),
      of: (organiser, page) =>
        pageOf(
          `select doc from award where organiser = ? and (earnedAt, id) < (?, ?)
           order by earnedAt desc, id desc limit ?`,
          [organiser],
          page,
          newestFirst,
        ),
      waiting: (organiser, page) =>
        pageOf(
          `select doc from award where organiser = ? and state = 'waiting' and id > ? order by id limit ?`,
          [organiser],
          page,
          { by: ['id'] },
        ),
      hasReleased: async (badge) =>
        db.one('select 1 from award where badge = ? and releasedAt is not null limit 1', badge) !== null,
      atPlace: ({ list, index }) =>
        one('select doc from award where statusList = ? and statusIndex = ?', list, index),
      countIn: async (list) =>
        db.one<Counted>('select count(*) as count from award where statusList = ?', list)?.count ?? 0,
      goneIn: async (list) =>
        db
          .all<{ place: number }>(
            `select statusIndex as place from award
             where statusList = ? and state in ('revoked', 'withdrawn') order by statusIndex`,
            list,
          )
          .map(({ place }) => place),
      gone: (organiser, page) =>
        pageOf(
          `select doc from award where organiser = ? and state in ('revoked', 'withdrawn')
           and statusList is not null and id > ? order by id limit ?`,
          [organiser],
          page,
          { by: ['id'] },
        ),
      unsigned: (page) =>
        pageOf(
          `select doc from award where state = 'issued' and statusList is null and id > ? order by id limit ?`,
          [],
          page,
          { by: ['id'] },
        ),
      countUnsigned: async () =>
        db.one<Counted>(`select count(*) as count from award where state = 'issued' and statusList is null`)
          ?.count ?? 0,
    },
  };
}

interface Counted {
  readonly count: number;
}
