import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const communities = ({
  one,
  many,
  asked,
  page: pageOf,
}: Documents): Pick<Records, 'communities' | 'memberships' | 'placements'> => ({
  communities: {
    byId: (id) => one('community', { _id: id }),
    byIds: (ids) => asked('community', ids),
    find: (kind, tenant, nativeId) => one('community', { kind, tenant, nativeId }),
    inTenant: (kind, tenant) => many('community', { kind, tenant }, { nativeId: 1 }),
    of: (organiser) => many('community', { organiser }, { title: 1, _id: 1 }),
  },
  memberships: {
    one: (community, person) => one('membership', { community, person }),
    of: (person) => many('membership', { person }),
    in: (community, page) => pageOf('membership', { community }, page, { by: ['id'] }),
  },
  placements: {
    byId: (id) => one('placement', { _id: id }),
    of: ({ kind, id }) => many('placement', { 'subject.id': id, 'subject.kind': kind, removedAt: null }),
    in: (community) => many('placement', { community, removedAt: null }),
    everIn: (community) => many('placement', { community }),
    byLink: (community, nativeLink) => one('placement', { community, nativeLink }),
  },
});
