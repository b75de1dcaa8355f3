import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

const gone = ['revoked', 'withdrawn'];
// Null stands for what is not there as well.
const unsigned = { state: 'issued', 'status.list': null };

export const awards = ({ one, many, has, count, page: pageOf }: Documents): Pick<Records, 'awards'> => {
  const newestFirst = { by: ['earnedAt', 'id'], descending: true } as const;
  return {
    awards: {
      byId: (id) => one('award', { _id: id }),
      byAddress: (address) => one('award', { address }),
      latest: (badge, person) => one('award', { badge, person }, { round: -1 }),
      heldBy: (person, page) => pageOf('award', { person }, page, newestFirst),
      of: (organiser, page) => pageOf('award', { organiser }, page, newestFirst),
      waiting: (organiser, page) => pageOf('award', { organiser, state: 'waiting' }, page, { by: ['id'] }),
      // After every empty text: released at some time.
      hasReleased: (badge) => has('award', { badge, releasedAt: { $gt: '' } }),
      atPlace: ({ list, index }) => one('award', { 'status.list': list, 'status.index': index }),
      countIn: (list) => count('award', { 'status.list': list }),
      goneIn: async (list) => {
        const found = await many(
          'award',
          { 'status.list': list, state: { $in: gone } },
          { 'status.index': 1 },
        );
        return found.flatMap(({ status }) => (status ? [status.index] : []));
      },
      gone: (organiser, page) =>
        pageOf('award', { organiser, state: { $in: gone }, 'status.list': { $gt: 0 } }, page, { by: ['id'] }),
      unsigned: (page) => pageOf('award', unsigned, page, { by: ['id'] }),
      countUnsigned: () => count('award', unsigned),
    },
  };
};
