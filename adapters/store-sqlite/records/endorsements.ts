import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents, list } from './documents.ts';

export function endorsements(db: Database): Pick<Records, 'endorsements' | 'applications' | 'siteRoles'> {
  const { one, many } = documents(db);
  return {
    endorsements: {
      byId: (id) => one('select doc from endorsement where id = ?', id),
      byAddress: (address) => one('select doc from endorsement where address = ?', address),
      of: (objects) =>
        many(
          'select doc from endorsement where object in (select value from json_each(?)) order by id',
          list(objects),
        ),
      at: (organiser) => many('select doc from endorsement where organiser = ? order by id', organiser),
      by: (organiser) => many('select doc from endorsement where endorser = ? order by id', organiser),
      toCheck: () => many(`select doc from endorsement where state = 'pending-check' order by id`),
      atPlace: (at) => one('select doc from endorsement where list = ? and place = ?', at.list, at.index),
      countIn: async (number) =>
        db.one<{ count: number }>('select count(*) as count from endorsement where list = ?', number)
          ?.count ?? 0,
      goneIn: async (number) =>
        db
          .all<{ place: number }>(
            `select place from endorsement where list = ? and state in ('withdrawn', 'revoked') order by place`,
            number,
          )
          .map(({ place }) => place),
    },
    applications: {
      byId: (id) => one('select doc from application where id = ?', id),
      one: (endorsement, person) =>
        one('select doc from application where endorsement = ? and person = ?', endorsement, person),
      of: (endorsement) =>
        many('select doc from application where endorsement = ? order by at, id', endorsement),
      by: (person) => many('select doc from application where person = ? order by id', person),
    },
    siteRoles: {
      one: (person, role, on) =>
        one('select doc from "siteRole" where person = ? and role = ? and scope = ?', person, role, on),
      of: (person) =>
        many('select doc from "siteRole" where person = ? and endedAt is null order by id', person),
      everOf: (person) => many('select doc from "siteRole" where person = ? order by id', person),
      on: (on) => many('select doc from "siteRole" where scope = ? and endedAt is null order by id', on),
    },
  };
}
