import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const people = ({
  one,
  many,
  asked,
}: Documents): Pick<Records, 'people' | 'identities' | 'notices' | 'grants' | 'merges' | 'reflections'> => ({
  people: {
    byId: (id) => one('person', { _id: id }),
    byIds: (ids) => asked('person', ids),
  },
  reflections: { of: (person) => many('reflection', { person }) },
  identities: {
    find: (kind, tenant, subject) => one('identity', { kind, tenant, subject }),
    of: (person) => many('identity', { person }),
    inTenant: (kind, tenant) => many('identity', { kind, tenant }, { subject: 1 }, 200),
  },
  notices: {
    byId: (id) => one('notice', { _id: id }),
    unseen: (person) => many('notice', { person, seenAt: null }, { at: -1, _id: -1 }, 50),
    of: (person) => many('notice', { person }, { at: 1, _id: 1 }),
  },
  merges: {
    byId: (id) => one('merge', { _id: id }),
    of: (person) => many('merge', { $or: [{ kept: person }, { merged: person }] }, { at: -1, _id: -1 }),
  },
  grants: {
    byId: (id) => one('grant', { _id: id }),
    in: (community) => many('grant', { community }),
  },
});
