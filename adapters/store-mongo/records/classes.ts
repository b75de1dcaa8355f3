import type { ClassFilter, ClassTerms } from '../../../core/communities/class-terms.ts';
import type { Work } from '../../../core/evidence/work.ts';
import type { ActivityId, CommunityId, PersonId } from '../../../core/ids.ts';
import type { ClassRow, Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

/** A page of a class is a few finds, however large: who is shown, then the page, then what is theirs. */
export const classes = (documents: Documents): Pick<Records, 'classes'> => ({
  classes: {
    async rows(community, terms, show, page) {
      const persons = await shownBy(documents, community, terms, show);
      const filter = { community, ...isLearner, ...(persons ? { person: { $in: [...persons] } } : {}) };
      const learners = await documents.page('membership', filter, page, { by: ['sortsAs', 'id'] });
      return { items: await rowsOf(documents, learners.items, terms.activities), next: learners.next };
    },

    async counts(community, terms) {
      const learners = await learnersOf(documents, community);
      const [stuck, waiting, done] = await Promise.all([
        among.stuck(documents, learners, terms),
        among.waiting(documents, learners, terms),
        among.done(documents, learners, terms),
      ]);
      return { everybody: learners.length, stuck: stuck.size, waiting: waiting.size, done: done.size };
    },
  },
});

const isLearner = { state: 'active', seat: 'learner', isTest: false };

async function learnersOf({ parts }: Documents, community: CommunityId): Promise<readonly PersonId[]> {
  const learners = await parts('membership', { community, ...isLearner }, ['person']);
  return learners.map(({ person }) => person);
}

/** Null: everybody. */
async function shownBy(
  documents: Documents,
  community: CommunityId,
  terms: ClassTerms,
  show: ClassFilter,
): Promise<ReadonlySet<PersonId> | null> {
  return show === 'everybody' ? null : among[show](documents, await learnersOf(documents, community), terms);
}

/** Whom of these learners a filter shows. */
const among: {
  readonly [Filter in Exclude<ClassFilter, 'everybody'>]: (
    documents: Documents,
    learners: readonly PersonId[],
    terms: ClassTerms,
  ) => Promise<ReadonlySet<PersonId>>;
} = {
  async stuck({ parts }, learners, { activities, stuckSince }) {
    const since = { waitingSince: { $lte: stuckSince } };
    const stuck = { ...inReview(learners, activities), ...since };
    return personsOf(await parts('work', stuck, ['person'], waitingOf));
  },

  async waiting({ parts }, learners, { activities, waiting }) {
    const { reader } = waiting;
    const all = await parts(
      'work',
      inReview(learners, activities),
      ['id', 'person', 'task', 'waitingSince', 'isKeptFromPeers', 'evidenceVersion'],
      waitingOf,
    );
    const asking = all.filter((work) => asks(work, waiting));
    const said = await parts(
      'review',
      { work: { $in: asking.map(({ id }) => id) }, reviewer: reader, undoneAt: null },
      ['work', 'evidenceVersion'],
    );
    const answered = new Set(said.map(({ work, evidenceVersion }) => `${work} ${evidenceVersion}`));
    return personsOf(asking.filter(({ id, evidenceVersion }) => !answered.has(`${id} ${evidenceVersion}`)));
  },

  async done({ parts }, learners, { needed }) {
    const completions = await parts(
      'completion',
      { person: { $in: learners }, activity: { $in: needed }, voided: null },
      ['person', 'activity'],
    );
    const reached = [...byPerson(completions)].filter(([, theirs]) => theirs.length >= needed.length);
    return new Set(reached.map(([person]) => person));
  },
};

/** By what waits of each learner; by activities MongoDB would read what is finished, too. */
const waitingOf = 'waiting-of';

const inReview = (learners: readonly PersonId[], activities: readonly ActivityId[]) => ({
  person: { $in: learners },
  activity: { $in: activities },
  state: 'in-review',
});

const asks = (
  { task, waitingSince, isKeptFromPeers }: Pick<Work, 'task' | 'waitingSince' | 'isKeptFromPeers'>,
  { tasks, peersTasks, offeredSince }: ClassTerms['waiting'],
): boolean =>
  tasks.includes(task) ||
  (waitingSince !== null && waitingSince <= offeredSince) ||
  (isKeptFromPeers && peersTasks.includes(task));

const personsOf = (some: readonly { readonly person: PersonId }[]): ReadonlySet<PersonId> =>
  new Set(some.map(({ person }) => person));

async function rowsOf(
  { asked, many, parts }: Documents,
  learners: readonly ClassRow['membership'][],
  activities: readonly ActivityId[],
): Promise<readonly ClassRow[]> {
  const persons = learners.map(({ person }) => person);
  const theirs = { person: { $in: persons }, activity: { $in: activities } };
  const [people, work, done] = await Promise.all([
    asked('person', persons),
    many('work', theirs),
    parts('completion', { ...theirs, voided: null }, ['person', 'activity']),
  ]);
  const aliases = new Map(people.map(({ id, alias }) => [id, alias]));
  const [workOf, doneBy] = [byPerson(work), byPerson(done)];
  return learners.flatMap((membership): ClassRow[] => {
    const alias = aliases.get(membership.person);
    if (alias === undefined) return [];
    const completed = (doneBy.get(membership.person) ?? []).map(({ activity }) => activity);
    return [{ membership, alias, completed, work: workOf.get(membership.person) ?? [] }];
  });
}

const byPerson = <Item extends { readonly person: PersonId }>(items: readonly Item[]) => {
  const found = new Map<PersonId, Item[]>();
  for (const item of items) found.set(item.person, [...(found.get(item.person) ?? []), item]);
  return found;
};
