import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const endorsements = ({
  one,
  many,
  count,
}: Documents): Pick<Records, 'endorsements' | 'applications' | 'siteRoles'> => ({
  endorsements: {
    byId: (id) => one('endorsement', { _id: id }),
    byAddress: (address) => one('endorsement', { address }),
    of: (objects) => many('endorsement', { 'object.id': { $in: [...objects] } }),
    at: (organiser) => many('endorsement', { organiser }),
    by: (organiser) => many('endorsement', { 'endorser.organiser': organiser }),
    toCheck: () => many('endorsement', { state: 'pending-check' }),
    atPlace: ({ list, index }) => one('endorsement', { 'status.list': list, 'status.index': index }),
    countIn: (list) => count('endorsement', { 'status.list': list }),
    goneIn: async (list) => {
      const found = await many(
        'endorsement',
        { 'status.list': list, state: { $in: ['withdrawn', 'revoked'] } },
        { 'status.index': 1 },
      );
      return found.flatMap(({ status }) => (status ? [status.index] : []));
    },
  },
  applications: {
    byId: (id) => one('application', { _id: id }),
    one: (endorsement, person) => one('application', { endorsement, person }),
    of: (endorsement) => many('application', { endorsement }, { at: 1, _id: 1 }),
    by: (person) => many('application', { person }),
  },
  siteRoles: {
    one: (person, role, on) => one('siteRole', { person, role, on }),
    of: (person) => many('siteRole', { person, endedAt: null }),
    everOf: (person) => many('siteRole', { person }),
    on: (on) => many('siteRole', { on, endedAt: null }),
  },
});
