import { last } from '../../../core/page-mark.ts';
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
        community
          ? pageOf(ofMembers(''), [community, list(activities)], page, longestFirst)
          : pageOf(ofAll(waitingUntil), [list(activities), last], page, longestFirst),
      forOrganisers: (activities, community, offeredSince, page) =>
        community
          ? pageOf(ofMembers(forOrganisers), [community, list(activities), offeredSince], page, longestFirst)
          : pageOf(
              ofAll(`${waitingUntil} union ${notForPeers}`),
              [list(activities), offeredSince],
              page,
              longestFirst,
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

const longestFirst = { by: ['waitingSince', 'id'] } as const;
const forOrganisers = 'and (waitingSince <= ? or not isForPeers)';

/** Member by member, each by what waits of theirs: it grows with the community, not with everybody in these activities. */
const ofMembers = (further: string): string => `
  select work.doc as doc
  from membership cross join work indexed by work_waiting on work.person = membership.person
  where membership.community = ? and membership.state = 'active'
    and work.state = 'in-review' and +activity in (select value from json_each(?)) ${further}
    and (waitingSince, work.id) > (?, ?)
  order by waitingSince, work.id limit ?`;

/** Of each activity, in its order, what would fit on the page: it grows with the activities, not with what waits in them. */
const ofEach = (condition: string): string => `
  select one.id from json_each(?1) asked cross join work one on one.id in (
    select id from work where activity = asked.value and state = 'in-review' and ${condition}
      and (waitingSince, id) > (?3, ?4) order by waitingSince, id limit ?5)`;

const waitingUntil = ofEach('waitingSince <= ?2');
const notForPeers = ofEach('not isForPeers');

const ofAll = (those: string): string =>
  `select doc from work where id in (${those}) order by waitingSince, id limit ?5`;
