import type { Grade } from '../../../core/grades/grade.ts';
import type { CommunityId, PlacementId } from '../../../core/ids.ts';
import { aGrade, aMembership, anId, aPerson } from '../../builders/index.ts';
import { atNewPlace, firstPage, kept, type Place } from './place.ts';

export function describeGrades(newPlace: () => Place): void {
  describe('grades of a community', () => {
    const { engine } = atNewPlace(newPlace);
    const [community, podcast, interview] = [anId<CommunityId>(), anId<PlacementId>(), anId<PlacementId>()];

    /** A grade and whose it is. */
    async function keep(more: Partial<Grade>, name: string | null = null): Promise<Grade> {
      const person = aPerson({ alias: 'Otter 7' });
      const grade = aGrade({ community, placement: podcast, person: person.id, ...more });
      await engine().records.keep({
        person: [person],
        grade: [grade],
        membership: [aMembership({ community: grade.community, person: person.id, name })],
      });
      return grade;
    }
    const refused = (trouble: Grade['trouble'], more: Partial<Grade> = {}) =>
      keep({ state: 'refused', trouble, ...more });
    const read = async (which: { placement?: PlacementId; trouble?: Grade['trouble'] } = {}) => {
      const kind = { placement: null, trouble: null, ...which, state: 'refused' } as const;
      return (await engine().records.grades.in(community, kind, firstPage)).items;
    };
    const ids = async (which = {}) => (await read(which)).map(({ grade }) => grade.id);

    it('come with the name that the course shares, and the alias', async () => {
      const mine = await keep({ state: 'refused' }, 'Mia');

      expect(await read()).toEqual([{ grade: kept(mine), name: 'Mia', alias: 'Otter 7' }]);
    });

    it('come with the alias alone where the course does not know the learner', async () => {
      const [person, other] = [aPerson({ alias: 'Otter 7' }), anId<CommunityId>()];
      await engine().records.keep({
        person: [person],
        grade: [aGrade({ community, person: person.id, state: 'refused' })],
        membership: [aMembership({ community: other, person: person.id, name: 'Mia' })],
      });

      expect(await read()).toMatchObject([{ name: null, alias: 'Otter 7' }]);
    });

    it('come by trouble, those without first, then by id', async () => {
      const second = await refused('unpublished');
      const first = await refused('concluded');
      const third = await refused('unpublished');
      const none = await refused(null);

      expect(await ids()).toEqual([none.id, first.id, second.id, third.id]);
    });

    it('come of one trouble, of one column, or of both', async () => {
      const here = await refused('unpublished');
      const there = await refused('unpublished', { placement: interview });
      const other = await refused('concluded');

      expect(await ids({ trouble: 'unpublished' })).toEqual([here.id, there.id]);
      expect(await ids({ placement: podcast })).toEqual([other.id, here.id]);
      expect(await ids({ placement: podcast, trouble: 'unpublished' })).toEqual([here.id]);
    });

    it('of another state or another community stay out', async () => {
      await keep({ state: 'sent' });
      await keep({ state: 'refused', community: anId<CommunityId>() });

      expect(await ids()).toEqual([]);
    });

    it('are counted by column, state and trouble, and counted anew when they move on', async () => {
      const waiting = await keep({ state: 'queued', trouble: 'unreachable' });
      await keep({ state: 'sent', placement: interview });
      await keep({ state: 'sent', placement: interview });
      await keep({ state: 'sent', community: anId<CommunityId>() });
      const { grades, keep: keepChanges } = engine().records;
      const sentThere = { placement: interview, state: 'sent', trouble: null, count: 2 };
      const before = { placement: podcast, state: 'queued', trouble: 'unreachable', count: 1 };
      expect(await grades.tally(community)).toEqual([before, sentThere]);

      await keepChanges({ grade: [{ ...kept(waiting), state: 'sent', trouble: null }] });

      expect(await grades.tally(community)).toEqual([
        { placement: podcast, state: 'sent', trouble: null, count: 1 },
        sentThere,
      ]);
    });
  });
}
