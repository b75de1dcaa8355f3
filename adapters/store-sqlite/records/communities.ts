import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { asked, documents, list } from './documents.ts';

export function communities(db: Database): Pick<Records, 'communities' | 'memberships' | 'placements'> {
  const { one, many, page: pageOf } = documents(db);
  return {
    communities: {
      byId: (id) => one('select doc from community where id = ?', id),
      byIds: (ids) => many(asked('community'), list(ids)),
      find: (kind, tenant, nativeId) =>
        one(
          'select doc from community where kind = ? and tenant = ? and nativeId = ?',
          kind,
          tenant,
          nativeId,
        ),
      inTenant: (kind, tenant) =>
        many('select doc from community where kind = ? and tenant = ? order by nativeId', kind, tenant),
      of: (organiser) => many('select doc from community where organiser = ? order by title, id', organiser),
    },
    memberships: {
      one: (community, person) =>
        one('select doc from membership where community = ? and person = ?', community, person),
      of: (person) => many('select doc from membership where person = ? order by id', person),
      in: (community, page) =>
        pageOf(
          'select doc from membership where community = ? and id > ? order by id limit ?',
          [community],
          page,
          { by: ['id'] },
        ),
    },
    placements: {
      byId: (id) => one('select doc from placement where id = ?', id),
      of: ({ kind, id }) =>
        many(
          `select doc from placement where subject = ? and subjectKind = ? and ${stands} order by id`,
          id,
          kind,
        ),
      in: (community) =>
        many(`select doc from placement where community = ? and ${stands} order by id`, community),
      everIn: (community) => many('select doc from placement where community = ? order by id', community),
      byLink: (community, nativeLink) =>
        one('select doc from placement where community = ? and nativeLink = ?', community, nativeLink),
    },
  };
}

const stands = `doc ->> '$.removedAt' is null`;
