import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents } from './documents.ts';

export function signing(db: Database): Pick<Records, 'credentials' | 'issuerKeys' | 'statusLists'> {
  const { one, many, page: pageOf } = documents(db);
  return {
    credentials: {
      byId: (id) => one('select doc from credential where id = ?', id),
      signedWith: ({ organiser, kind, kid }, page) =>
        pageOf(
          kind === 'rsa'
            ? 'select doc from credential where organiser = ? and assertionKid = ? and id > ? order by id limit ?'
            : 'select doc from credential where organiser = ? and kid = ? and id > ? order by id limit ?',
          [organiser, kid],
          page,
          { by: ['id'] },
        ),
    },
    issuerKeys: {
      of: (organiser) => many('select doc from "issuerKey" where organiser = ? order by id', organiser),
    },
    statusLists: {
      byNumber: (number) => one('select doc from "statusList" where number = ?', number),
      of: (organiser) => many('select doc from "statusList" where organiser = ? order by number', organiser),
      last: async () =>
        db.one<{ last: number | null }>('select max(number) as last from "statusList"')?.last ?? 0,
    },
  };
}
