import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { asked, documents, list } from './documents.ts';

export function people(
  db: Database,
): Pick<Records, 'people' | 'identities' | 'notices' | 'grants' | 'merges' | 'reflections'> {
  const { one, many } = documents(db);
  return {
    people: {
      byId: (id) => one('select doc from person where id = ?', id),
      byIds: (ids) => many(asked('person'), list(ids)),
    },
    reflections: {
      of: (person) => many('select doc from reflection where person = ? order by id', person),
    },
    identities: {
      find: (kind, tenant, subject) =>
        one('select doc from identity where kind = ? and tenant = ? and subject = ?', kind, tenant, subject),
      of: (person) => many('select doc from identity where person = ? order by id', person),
      inTenant: (kind, tenant) =>
        many(
          'select doc from identity where kind = ? and tenant = ? order by subject limit 200',
          kind,
          tenant,
        ),
    },
    notices: {
      byId: (id) => one('select doc from notice where id = ?', id),
      unseen: (person) =>
        many(
          'select doc from notice indexed by notice_unseen where person = ? and seenAt is null order by at desc, id desc limit 50',
          person,
        ),
      of: (person) => many('select doc from notice where person = ? order by at, id', person),
    },
    merges: {
      byId: (id) => one('select doc from merge where id = ?', id),
      of: (person) =>
        many(
          `select doc from (
             select doc, at, id from merge where kept = ?
             union select doc, at, id from merge where merged = ?
           ) order by at desc, id desc`,
          person,
          person,
        ),
    },
    grants: {
      byId: (id) => one('select doc from "grant" where id = ?', id),
      in: (community) => many('select doc from "grant" where community = ? order by id', community),
    },
  };
}
