import type { ClassRow, Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

/** A class in four finds, however large the page. */
export const classes = ({ many, asked, parts, page: pageOf }: Documents): Pick<Records, 'classes'> => ({
  classes: {
    async rows(community, activities, page) {
      const learners = await pageOf('membership', { community, ...isLearner }, page, { by: ['id'] });
      const persons = learners.items.map(({ person }) => person);
      const theirs = { person: { $in: persons }, activity: { $in: activities } };
      const [people, work, done] = await Promise.all([
        asked('person', persons),
        many('work', theirs),
        parts('completion', { ...theirs, voided: null }, ['person', 'activity']),
      ]);

      const aliases = new Map(people.map(({ id, alias }) => [id, alias]));
      const [workOf, doneBy] = [byPerson(work), byPerson(done)];
      const items = learners.items.flatMap((membership): ClassRow[] => {
        const alias = aliases.get(membership.person);
        if (alias === undefined) return [];
        const completed = (doneBy.get(membership.person) ?? []).map(({ activity }) => activity);
        return [{ membership, alias, completed, work: workOf.get(membership.person) ?? [] }];
      });
      return { items, next: learners.next };
    },
  },
});

const isLearner = { state: 'active', seat: 'learner', isTest: false };

const byPerson = <Item extends { readonly person: string }>(items: readonly Item[]) => {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(item.person, [...(found.get(item.person) ?? []), item]);
  return found;
};
