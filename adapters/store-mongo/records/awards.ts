import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const awards = ({ one, has, page: pageOf }: Documents): Pick<Records, 'awards'> => {
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
    },
  };
};
