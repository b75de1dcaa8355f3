import type { Completion } from '../../../core/activities/completion.ts';
import type { Membership } from '../../../core/communities/membership.ts';
import type { Work } from '../../../core/evidence/work.ts';
import type { ClassRow, Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents, list } from './documents.ts';

/** A class in three statements, however large the page. */
export function classes(db: Database): Pick<Records, 'classes'> {
  const { many, page: pageOf } = documents(db);
  return {
    classes: {
      async rows(community, activities, page) {
        const members = await pageOf<Membership & { alias: string }, 'id'>(learners, [community], page, {
          by: ['id'],
        });
        const people = list(members.items.map((member) => member.person));
        const work = byPerson(await many<Work>(theirWork, people, list(activities)));
        const done = byPerson(db.all<Done>(theirCompletions, people, list(activities)));

        const items = members.items.map(
          ({ alias, ...membership }): ClassRow => ({
            membership,
            alias,
            completed: (done.get(membership.person) ?? []).map((completion) => completion.activity),
            work: work.get(membership.person) ?? [],
          }),
        );
        return { items, next: members.next };
      },
    },
  };
}

type Done = Pick<Completion, 'person' | 'activity'>;

const byPerson = <Item extends { readonly person: string }>(items: readonly Item[]) => {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(item.person, [...(found.get(item.person) ?? []), item]);
  return found;
};

const learners = `
  select json_set(membership.doc, '$.alias', person.doc ->> '$.alias') as doc
  from membership cross join person on person.id = membership.person
  where community = ? and isLearner and membership.id > ? order by membership.id limit ?`;

const theirWork = `
  select doc from work
  where person in (select value from json_each(?)) and activity in (select value from json_each(?))
  order by id`;

const theirCompletions = `
  select person, activity from completion
  where person in (select value from json_each(?)) and activity in (select value from json_each(?))
    and voidedAt is null
  order by id`;
