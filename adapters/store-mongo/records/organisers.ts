import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const organisers = ({
  one,
  many,
}: Documents): Pick<Records, 'locations' | 'organisers' | 'staff'> => ({
  locations: {
    byId: (id) => one('location', { _id: id }),
    bySlug: (slug) => one('location', { slug }),
    all: () => many('location', {}, { slug: 1 }),
  },
  organisers: {
    byId: (id) => one('organiser', { _id: id }),
    bySlug: (slug) => one('organiser', { slug }),
    all: () => many('organiser', {}, { slug: 1 }),
  },
  staff: {
    byId: (id) => one('staff', { _id: id }),
    of: (person) => many('staff', { person, endedAt: null }),
    everOf: (person) => many('staff', { person }),
    at: (organiser) => many('staff', { organiser }, { at: 1, _id: 1 }),
  },
});
