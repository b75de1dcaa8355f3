import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents, peopleOf } from './documents.ts';

export function scores(db: Database): Pick<Records, 'scores'> {
  const { many } = documents(db);
  return {
    scores: {
      of: (person) => many('select doc from score where person = ? order by id', person),
      at: (placement) => many('select doc from score where placement = ? order by id', placement),
      people: (activity, page) =>
        peopleOf(
          db,
          'select distinct person from score where activity = ? and person > ? order by person limit ?',
          activity,
          page,
        ),
    },
  };
}
