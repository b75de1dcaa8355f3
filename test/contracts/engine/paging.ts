import fc from 'fast-check';
import type { ActivityId, CommunityId, OrganiserId, PersonId, PlacementId } from '../../../core/ids.ts';
import { later } from '../../../core/instant.ts';
import type { Changes, Page, Paged, Records } from '../../../core/ports/records.ts';
import {
  aGrade,
  aMembership,
  anAward,
  anEnrolment,
  anId,
  aPerson,
  monday,
  someTerms,
  someWork,
} from '../../builders/index.ts';
import { cases } from '../../support/cases.ts';
import { atNewPlace, everything, type Place, pages } from './place.ts';

const refusedThere = { placement: null, state: 'refused', trouble: null } as const;

interface Listing {
  readonly of: string;
  /** One more, at a moment that several may share. */
  one(minute: number): Changes;
  read(records: Records, page: Page): Paged<unknown>;
}

const [community, organiser, person] = [anId<CommunityId>(), anId<OrganiserId>(), anId<PersonId>()];
const [activity, placement] = [anId<ActivityId>(), anId<PlacementId>()];
const minutesOn = (minute: number) => later(monday, minute * 60_000);

const listings: readonly Listing[] = [
  {
    of: 'members of a community',
    one: () => ({ membership: [aMembership({ community })] }),
    read: ({ memberships }, page) => memberships.in(community, page),
  },
  {
    of: 'requests to join',
    one: (minute) => ({ enrolment: [anEnrolment({ organiser, state: 'requested', at: minutesOn(minute) })] }),
    read: ({ enrolments }, page) => enrolments.requested(organiser, page),
  },
  {
    of: 'work in review',
    one: (minute) => ({ work: [someWork({ activity, waitingSince: minutesOn(minute) })] }),
    read: ({ work }, page) => work.inReview([activity], null, page),
  },
  {
    of: 'awards of a person',
    one: (minute) => ({ award: [anAward({ person, earnedAt: minutesOn(minute) })] }),
    read: ({ awards }, page) => awards.heldBy(person, page),
  },
  {
    of: 'awards of an organiser',
    one: (minute) => ({ award: [anAward({ organiser, earnedAt: minutesOn(minute) })] }),
    read: ({ awards }, page) => awards.of(organiser, page),
  },
  {
    of: 'awards that wait',
    one: () => ({ award: [anAward({ organiser, state: 'waiting' })] }),
    read: ({ awards }, page) => awards.waiting(organiser, page),
  },
  {
    of: 'grades of a placement',
    one: () => ({ grade: [aGrade({ placement })] }),
    read: ({ grades }, page) => grades.of(placement, page),
  },
  {
    of: 'grades of a community',
    one(minute) {
      const learner = aPerson();
      const trouble = minute % 2 ? 'unpublished' : null;
      return {
        person: [learner],
        grade: [aGrade({ community, person: learner.id, state: 'refused', trouble })],
      };
    },
    read: ({ grades }, page) => grades.in(community, refusedThere, page),
  },
  {
    of: 'a class',
    one() {
      const learner = aPerson();
      return { person: [learner], membership: [aMembership({ community, person: learner.id })] };
    },
    read: ({ classes }, page) =>
      classes.rows(community, someTerms({ activities: [activity] }), 'everybody', page),
  },
];

export function describePaging(newPlace: () => Place): void {
  describe('paging', () => {
    const { engine } = atNewPlace(newPlace);

    it.each(listings)(
      'reads $of page by page, each once and in order, whatever the size',
      async ({ one, read }) => {
        const { records } = engine();
        const minutes = fc.sample(fc.nat(5), { numRuns: 23, seed: 7 });
        for (const minute of minutes) await records.keep(one(minute));
        const all = await everything((page) => read(records, page));
        expect(all).toHaveLength(minutes.length);

        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (size) => {
            const found = await pages(size, (page) => read(records, page));

            expect(found.flat()).toEqual(all);
            expect(found.slice(0, -1).every((page) => page.length === size)).toBe(true);
            expect(found).toHaveLength(Math.ceil(all.length / size));
          }),
          cases(12),
        );
      },
    );

    it.each(listings)('has no page after the only one of $of', async ({ one, read }) => {
      await engine().records.keep(one(0));

      const page = await read(engine().records, { size: 1, after: null });

      expect(page).toEqual({ items: [expect.anything()], next: null });
    });

    it.each(listings)('begins at the start of $of for a mark that nobody gave', async ({ one, read }) => {
      await engine().records.keep(one(0));

      const page = await read(engine().records, { size: 10, after: 'nonsense' });

      expect(page.items).toHaveLength(1);
    });

    it('goes on where it was, though new ones came in before', async () => {
      const { records } = engine();
      for (const minute of [1, 2, 3])
        await records.keep({ award: [anAward({ person, earnedAt: minutesOn(minute) })] });
      const [newest, ...rest] = await everything((page) => records.awards.heldBy(person, page));
      const start = await records.awards.heldBy(person, { size: 1, after: null });
      await records.keep({ award: [anAward({ person, earnedAt: minutesOn(9) })] });

      const { items } = await records.awards.heldBy(person, { size: 10, after: start.next });

      expect(start.items).toEqual([newest]);
      expect(items).toEqual(rest);
    });
  });
}
