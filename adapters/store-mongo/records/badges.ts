import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const badges = ({ one, many, asked }: Documents): Pick<Records, 'badges'> => ({
  badges: {
    byId: (id) => one('badge', { _id: id }),
    byIds: (ids) => asked('badge', ids),
    byOrigin: (organiser, key) => one('badge', { organiser, 'origin.key': key }),
    earnedBy: ({ kind, id }) =>
      many('badge', {
        state: 'active',
        earnedBy: {
          $elemMatch:
            kind === 'playlist'
              ? { by: 'playlist', playlist: id }
              : { by: { $in: ['activity', 'score'] }, activity: id },
        },
      }),
    needing: (badge, organiser) =>
      many('badge', {
        state: 'active',
        $or: [{ 'prerequisites.badges': badge }, { 'prerequisites.badges': 'any', organiser }],
      }),
    of: (organiser) => many('badge', { organiser }),
  },
});
