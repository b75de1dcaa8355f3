import { cut, first, markOf } from '../../../core/page-mark.ts';
import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const scores = ({ many, values }: Documents): Pick<Records, 'scores'> => ({
  scores: {
    of: (person) => many('score', { person }),
    at: (placement) => many('score', { placement }),
    async people(activity, page) {
      const [after] = markOf(page, [first]);
      const found = await values('score', { activity, person: { $gt: after } }, 'person', page.size + 1);
      return cut(found, page, (person) => [person]);
    },
  },
});
