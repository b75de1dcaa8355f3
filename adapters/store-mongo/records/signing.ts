import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const signing = ({
  one,
  many,
  page: pageOf,
}: Documents): Pick<Records, 'credentials' | 'issuerKeys' | 'statusLists'> => ({
  credentials: {
    byId: (id) => one('credential', { _id: id }),
    signedWith: ({ organiser, kind, kid }, page) =>
      pageOf('credential', { organiser, [kind === 'rsa' ? 'assertion.kid' : 'kid']: kid }, page, {
        by: ['id'],
      }),
  },
  issuerKeys: { of: (organiser) => many('issuerKey', { organiser }) },
  statusLists: {
    byNumber: (number) => one('statusList', { number }),
    of: (organiser) => many('statusList', { organiser }, { number: 1 }),
    last: async () => (await one('statusList', { number: { $gt: 0 } }, { number: -1 }))?.number ?? 0,
  },
});
