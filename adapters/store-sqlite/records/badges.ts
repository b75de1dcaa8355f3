import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { asked, documents, list } from './documents.ts';

export function badges(db: Database): Pick<Records, 'badges'> {
  const { one, many } = documents(db);
  return {
    badges: {
      byId: (id) => one('select doc from badge where id = ?', id),
      byIds: (ids) => many(asked('badge'), list(ids)),
      byOrigin: (organiser, key) =>
        one('select doc from badge where organiser = ? and origin = ?', organiser, key),
      earnedBy: ({ kind, id }) =>
        many(
          `select doc from badge_rule cross join badge on id = badge
           where subjectKind = ? and subject = ? and state = 'active' order by id`,
          kind,
          id,
        ),
      needing: (badge, organiser) => many(needing, badge, organiser),
      of: (organiser) => many('select doc from badge where organiser = ? order by id', organiser),
    },
  };
}

const needing = `
  select doc from badge where state = 'active' and id in (
    select badge from badge_prerequisite where needed = ?
    union select id from badge where needsAnyOf = ?
  ) order by id`;
