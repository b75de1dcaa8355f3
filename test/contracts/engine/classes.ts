import type { ActivityId, CommunityId } from '../../../core/ids.ts';
import { aCompletion, aMembership, anId, aPerson, at, someWork } from '../../builders/index.ts';
import { atNewPlace, firstPage, kept, type Place } from './place.ts';

export function describeClasses(newPlace: () => Place): void {
  describe('classes', () => {
    const { engine } = atNewPlace(newPlace);
    const community = anId<CommunityId>();
    const [explore, podcast] = [anId<ActivityId>(), anId<ActivityId>()];

    it('shows active learners with what stands in the activities asked for', async () => {
      const [mia, tom] = [aPerson({ alias: 'Otter 7' }), aPerson({ alias: 'Heron 3' })];
      const [hers, his] = [
        aMembership({ community, person: mia.id, name: 'Mia' }),
        aMembership({ community, person: tom.id }),
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

      const { items } = await engine().records.classes.rows(community, [explore, podcast], firstPage);

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
    ] as const)('leaves out %s', async (_, more) => {
      const [learner, other] = [aPerson(), aPerson()];
      const row = aMembership({ community, person: learner.id });
      await engine().records.keep({
        person: [learner, other],
        membership: [row, aMembership({ community, person: other.id, ...more })],
      });

      const { items } = await engine().records.classes.rows(community, [explore], firstPage);

      expect(items.map(({ membership }) => membership.id)).toEqual([row.id]);
    });

    it('forgets who becomes a teacher', async () => {
      const person = aPerson();
      const row = aMembership({ community, person: person.id });
      await engine().records.keep({ person: [person], membership: [row] });
      await engine().records.keep({ membership: [{ ...kept(row), seat: 'teacher' }] });

      const { items } = await engine().records.classes.rows(community, [], firstPage);

      expect(items).toEqual([]);
    });
  });
}
