import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const evidence = ({
  one,
  many,
  parts,
  page: pageOf,
}: Documents): Pick<Records, 'work' | 'evidence' | 'reviews'> => ({
  work: {
    byId: (id) => one('work', { _id: id }),
    one: (person, task) => one('work', { person, task }),
    of: (person, activities) => many('work', { person, activity: { $in: activities } }),
    async inReview(activities, community, page) {
      const waiting = { activity: { $in: activities }, state: 'in-review' };
      const order = { by: ['waitingSince', 'id'] } as const;
      if (community === null) return pageOf('work', waiting, page, order);
      const members = await parts('membership', { community, state: 'active' }, ['person']);
      const theirs = { ...waiting, person: { $in: members.map(({ person }) => person) } };
      return pageOf('work', theirs, page, order);
    },
  },
  evidence: {
    byId: (id) => one('evidence', { _id: id }),
    history: (work) => many('evidence', { work }, { version: 1 }),
    of: (person) => many('evidence', { person }),
  },
  reviews: {
    of: (work) => many('review', { work }, { at: 1, _id: 1 }),
    by: (reviewer) => many('review', { reviewer }, { at: 1, _id: 1 }),
  },
});
