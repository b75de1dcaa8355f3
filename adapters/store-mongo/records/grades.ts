import type { GradeRow, GradesOfAKind, Records } from '../../../core/ports/records.ts';
import type { Documents, Filter } from './documents.ts';

/** A page of grades in three finds, however large it is. */
export const grades = ({ one, many, asked, tally, page: pageOf }: Documents): Pick<Records, 'grades'> => ({
  grades: {
    byId: (id) => one('grade', { _id: id }),
    one: (placement, person) => one('grade', { placement, person }),
    of: (placement, page) => pageOf('grade', { placement }, page, { by: ['id'] }),
    async in(community, which, page) {
      const found = await pageOf('grade', { community, ...asFilter(which) }, page, { by: ['trouble', 'id'] });
      const persons = [...new Set(found.items.map(({ person }) => person))];
      const [people, members] = await Promise.all([
        asked('person', persons),
        many('membership', { community, person: { $in: persons } }),
      ]);
      const aliases = new Map(people.map(({ id, alias }) => [id, alias]));
      const names = new Map(members.map(({ person, name }) => [person, name]));
      const items = found.items.flatMap((grade): GradeRow[] => {
        const alias = aliases.get(grade.person);
        return alias === undefined ? [] : [{ grade, name: names.get(grade.person) ?? null, alias }];
      });
      return { items, next: found.next };
    },
    tally: (community) => tally('grade', { community }, ['placement', 'state', 'trouble']),
  },
});

const asFilter = ({ placement, state, trouble }: GradesOfAKind): Filter => ({
  ...(placement === null ? {} : { placement }),
  state,
  ...(trouble === null ? {} : { trouble }),
});
