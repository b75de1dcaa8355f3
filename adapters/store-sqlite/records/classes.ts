import type { ClassCounts, ClassFilter, ClassTerms } from '../../../core/communities/class-terms.ts';
import { cut, first, markOf } from '../../../core/page-mark.ts';
import type { ClassRow, Records } from '../../../core/ports/records.ts';
import type { Database, Value } from '../database.ts';
import { list } from './documents.ts';

/** One statement a page, and one for the counts: each goes through the class by its index, learner by learner. */
export function classes(db: Database): Pick<Records, 'classes'> {
  return {
    classes: {
      async rows(community, terms, show, page) {
        const { sql, values } = shownBy[show](terms);
        const activities = list(terms.activities);
        const rows = db.all<{ doc: string }>(
          rowsWhere(sql),
          ...[activities, activities, community, ...values],
          ...markOf(page, [first, first]),
          page.size + 1,
        );
        // Put together below, of what was kept under these names.
        const items = rows.map(({ doc }) => JSON.parse(doc) as ClassRow);
        return cut(items, page, ({ membership }) => [membership.sortsAs, membership.id]);
      },

      async counts(community, terms) {
        const values = counted.flatMap((filter) => shownBy[filter](terms).values);
        const found = db.one<ClassCounts>(countsOf(terms), ...values, community);
        return found ?? { everybody: 0, stuck: 0, waiting: 0, done: 0 };
      },
    },
  };
}

interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

const waitingWork = `
  from work where work.person = membership.person and activity in (select value from json_each(?))
    and work.state = 'in-review'`;

/** Whether a filter shows the learner of `membership`. */
const shownBy: Readonly<Record<ClassFilter, (terms: ClassTerms) => Condition>> = {
  everybody: () => ({ sql: 'true', values: [] }),
  stuck: ({ activities, stuckSince }) => ({
    sql: `exists (select 1 ${waitingWork} and waitingSince <= ?)`,
    values: [list(activities), stuckSince],
  }),
  waiting: ({ activities, waiting }) => ({
    sql: `exists (select 1 ${waitingWork}
      and (task in (select value from json_each(?)) or waitingSince <= ?
        or (work.doc ->> '$.isKeptFromPeers' and task in (select value from json_each(?))))
      and not exists (
        select 1 from review where review.work = work.id and reviewer = ? and undoneAt is null
          and review.evidenceVersion = work.doc ->> '$.evidenceVersion'))`,
    values: [
      list(activities),
      list(waiting.tasks),
      waiting.offeredSince,
      list(waiting.peersTasks),
      waiting.reader,
    ],
  }),
  done: ({ needed }) => ({
    sql: `json_array_length(?) between 1 and (
      select count(*) from completion
      where completion.person = membership.person and activity in (select value from json_each(?)) and voidedAt is null)`,
    values: [list(needed), list(needed)],
  }),
};
const counted = ['stuck', 'waiting', 'done'] as const;

const rowsWhere = (isShown: string): string => `
  select json_object(
    'membership', json(membership.doc),
    'alias', person.doc ->> '$.alias',
    'completed', (
      select json_group_array(activity order by completion.id) from completion
      where completion.person = membership.person and activity in (select value from json_each(?)) and voidedAt is null),
    'work', (
      select json_group_array(json(work.doc) order by work.id) from work
      where work.person = membership.person and activity in (select value from json_each(?)))) as doc
  from membership cross join person on person.id = membership.person
  where community = ? and isLearner and ${isShown} and (sortsAs, membership.id) > (?, ?)
  order by sortsAs, membership.id limit ?`;

const countsOf = (terms: ClassTerms): string => `
  select count(*) as everybody,
    ${counted.map((filter) => `count(*) filter (where ${shownBy[filter](terms).sql}) as "${filter}"`).join(',\n    ')}
  from membership where community = ? and isLearner`;
