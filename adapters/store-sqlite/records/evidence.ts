import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents, list } from './documents.ts';

export function evidence(db: Database): Pick<Records, 'work' | 'evidence' | 'reviews'> {
  const { one, many, page: pageOf } = documents(db);
  return {
    work: {
      byId: (id) => one('select doc from work where id = ?', id),
      one: (person, task) => one('select doc from work where person = ? and task = ?', person, task),
      of: (person, activities) =>
        many(
          `select doc from work
           where person = ? and activity in (select value from json_each(?)) order by id`,
          person,
          list(activities),
        ),
      inReview: (activities, community, page) =>
        pageOf(
          inReview(
            community
              ? "and exists (select 1 from membership m where m.community = ? and m.person = work.person and m.state = 'active')"
              : '',
          ),
          community ? [list(activities), community] : [list(activities)],
          page,
          { by: ['waitingSince', 'id'] },
        ),
    },
    evidence: {
      byId: (id) => one('select doc from evidence where id = ?', id),
      history: (work) => many('select doc from evidence where work = ? order by version', work),
      of: (person) => many('select doc from evidence where person = ? order by id', person),
    },
    reviews: {
      of: (work) => many('select doc from review where work = ? order by at, id', work),
      by: (reviewer) => many('select doc from review where reviewer = ? order by at, id', reviewer),
    },
  };
}

const inReview = (further: string): string => `
  select doc from work
  where activity in (select value from json_each(?)) and state = 'in-review' ${further}
    and (waitingSince, id) > (?, ?)
  order by waitingSince, id limit ?`;
