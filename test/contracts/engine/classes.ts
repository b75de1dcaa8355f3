import { type ClassFilter, type ClassTerms, classFilters } from '../../../core/communities/class-terms.ts';
import type { ActivityId, CommunityId, PersonId, TaskId } from '../../../core/ids.ts';
import { dayMs, later } from '../../../core/instant.ts';
import {
  aCompletion,
  aMembership,
  anId,
  aPerson,
  aReview,
  at,
  monday,
  someTerms,
  someWork,
} from '../../builders/index.ts';
import { atNewPlace, firstPage, kept, type Place, pages } from './place.ts';

export function describeClasses(newPlace: () => Place): void {
  describe('classes', () => {
    const { engine } = atNewPlace(newPlace);
    const community = anId<CommunityId>();
    const [explore, podcast] = [anId<ActivityId>(), anId<ActivityId>()];

    /** A learner of the class under this name, with what belongs to them. */
    async function learner(
      name: string,
      work: Parameters<typeof someWork>[0][] = [],
      done: Parameters<typeof aCompletion>[0][] = [],
    ) {
      const person = aPerson();
      const membership = aMembership({ community, person: person.id, name });
      const handedIn = work.map((one) => someWork({ person: person.id, activity: explore, ...one }));
      await engine().records.keep({
        person: [person],
        membership: [membership],
        work: handedIn,
        completion: done.map((one) => aCompletion({ person: person.id, ...one })),
      });
      return { person: person.id, work: handedIn };
    }
    const shown = async (show: ClassFilter, terms: ClassTerms, size = 50) =>
      (await pages(size, (page) => engine().records.classes.rows(community, terms, show, page))).map((rows) =>
        rows.map(({ membership }) => membership.name).join(' '),
      );
    const counts = (terms: ClassTerms) => engine().records.classes.counts(community, terms);

    it('shows active learners with what stands in the activities looked at', async () => {
      const [mia, tom] = [aPerson({ alias: 'Otter 7' }), aPerson({ alias: 'Heron 3' })];
      const [hers, his] = [
        aMembership({ community, person: mia.id, name: 'Mia' }),
        aMembership({ community, person: tom.id, name: 'Tom' }),
      ];
      const work = someWork({ person: tom.id, activity: podcast });
      const voided = { at: at('10:00'), reason: 'reopened' };
      await engine().records.keep({
        person: [mia, tom],
        membership: [hers, his],
        work: [work, someWork({ person: tom.id }), someWork({ activity: podcast })],
        completion: [
          aCompletion({ person: mia.id, activity: explore }),
          aCompletion({ person: mia.id, activity: podcast, voided }),
          aCompletion({ person: mia.id }),
        ],
      });

      const { items } = await engine().records.classes.rows(
        community,
        someTerms({ activities: [explore, podcast] }),
        'everybody',
        firstPage,
      );

      expect(items).toEqual([
        { membership: kept(hers), alias: 'Otter 7', completed: [explore], work: [] },
        { membership: kept(his), alias: 'Heron 3', completed: [], work: [kept(work)] },
      ]);
    });

    it.each([
      ['a teacher', { seat: 'teacher' }],
      ['a visitor', { seat: 'visitor' }],
      ['who left', { state: 'inactive' }],
      ['a test student', { isTest: true }],
      ['a member of another community', { community: anId<CommunityId>() }],
    ] as const)('leaves out %s, and counts them nowhere', async (_, more) => {
      const other = aPerson();
      await learner('Mia');
      await engine().records.keep({
        person: [other],
        membership: [aMembership({ community, person: other.id, name: 'Other', ...more })],
        completion: [aCompletion({ person: other.id, activity: explore })],
      });
      const terms = someTerms({ activities: [explore], needed: [explore] });

      expect(await shown('everybody', terms)).toEqual(['Mia']);
      expect(await counts(terms)).toEqual({ everybody: 1, stuck: 0, waiting: 0, done: 0 });
    });

    it('forgets who becomes a teacher', async () => {
      const person = aPerson();
      const row = aMembership({ community, person: person.id });
      await engine().records.keep({ person: [person], membership: [row] });
      await engine().records.keep({ membership: [{ ...kept(row), seat: 'teacher' }] });

      expect(await shown('everybody', someTerms())).toEqual(['']);
    });

    it('goes by name, whatever the order of coming in; of one name, first who was met first', async () => {
      for (const name of ['Žan', 'Cvetka', 'Ana', 'Čuk', 'eva', 'Dana', 'Ana']) await learner(name);

      expect((await shown('everybody', someTerms(), 3)).join(' | ')).toBe(
        'Ana Ana Cvetka | Čuk Dana eva | Žan',
      );
    });

    it('shows as stuck who has something in review since then or longer, in these activities', async () => {
      const since = later(monday, -7 * dayMs);
      await learner('JustNow', [{ waitingSince: monday }]);
      await learner('Exactly', [{ waitingSince: since }]);
      await learner('Longer', [{ waitingSince: monday }, { waitingSince: later(since, -1) }]);
      await learner('Elsewhere', [{ activity: podcast, waitingSince: since }]);
      await learner('Answered', [{ state: 'finished', waitingSince: null }]);
      const terms = someTerms({ activities: [explore], stuckSince: since });

      expect(await shown('stuck', terms)).toEqual(['Exactly Longer']);
      expect(await counts(terms)).toMatchObject({ everybody: 5, stuck: 2 });
    });

    it('shows as waiting whose evidence asks organisers, by its task, by what it shows or by its age', async () => {
      const [asked, peers] = [anId<TaskId>(), anId<TaskId>()];
      const offeredSince = later(monday, -14 * dayMs);
      await learner('Asked', [{ task: asked }]);
      await learner('Peers', [{ task: peers }]);
      await learner('Shows', [{ task: peers, isKeptFromPeers: true }]);
      await learner('Old', [{ task: peers, waitingSince: offeredSince }]);
      await learner('Other', [{ task: anId<TaskId>(), isKeptFromPeers: true }]);
      await learner('SentBack', [{ task: asked, state: 'to-improve', waitingSince: null }]);
      await learner('Elsewhere', [{ task: asked, activity: podcast }]);
      const terms = someTerms({
        activities: [explore],
        waiting: { tasks: [asked], peersTasks: [peers], offeredSince },
      });

      expect(await shown('waiting', terms)).toEqual(['Asked Old Shows']);
      expect(await counts(terms)).toMatchObject({ waiting: 3 });
    });

    it('does not wait for whom who has said their word about the waiting version', async () => {
      const [task, reader] = [anId<TaskId>(), anId<PersonId>()];
      const said = async (name: string, more: Parameters<typeof aReview>[0]) => {
        const { work } = await learner(name, [{ task, evidenceVersion: 2 }]);
        const review = aReview({ reviewer: reader, evidenceVersion: 2, ...more });
        await engine().records.keep({ review: work.map(({ id }) => ({ ...review, work: id })) });
      };
      await said('Said', {});
      await said('Undone', { undoneAt: monday });
      await said('Earlier', { evidenceVersion: 1 });
      await said('Somebody', { reviewer: anId<PersonId>() });
      const terms = someTerms({ activities: [explore], waiting: { tasks: [task], reader } });

      expect(await shown('waiting', terms)).toEqual(['Earlier Somebody Undone']);
    });

    it('shows as done who has completed all that is needed; where nothing is needed, nobody', async () => {
      await learner('Both', [], [{ activity: explore }, { activity: podcast }]);
      await learner('One', [], [{ activity: explore }, {}]);
      await learner(
        'Voided',
        [],
        [{ activity: explore }, { activity: podcast, voided: { at: monday, reason: 'reopened' } }],
      );
      const needed = someTerms({ activities: [explore, podcast], needed: [explore, podcast] });

      expect(await shown('done', needed)).toEqual(['Both']);
      expect(await counts(needed)).toMatchObject({ everybody: 3, done: 1 });
      expect(await counts(someTerms({ activities: [explore] }))).toMatchObject({ done: 0 });
    });

    it('pages each filter by itself, and counts what its pages hold', async () => {
      const since = later(monday, -7 * dayMs);
      for (let index = 0; index < 23; index += 1) {
        const name = `L${String(index).padStart(2, '0')}`;
        const work = index % 3 === 0 ? [{ waitingSince: since }] : [];
        await learner(name, work, index % 2 === 0 ? [{ activity: explore }] : []);
      }
      const terms = someTerms({ activities: [explore], needed: [explore], stuckSince: since });
      const all = await counts(terms);

      for (const show of classFilters) {
        const inPages = (await shown(show, terms, 4)).filter(Boolean).map((names) => names.split(' '));
        expect(inPages.flat()).toHaveLength(all[show]);
        expect(new Set(inPages.flat()).size).toBe(all[show]);
        for (const page of inPages.slice(0, -1)) expect(page).toHaveLength(4);
      }
      expect(all).toEqual({ everybody: 23, stuck: 8, waiting: 0, done: 12 });
    });
  });
}
