import { Stale } from '../../../core/faults.ts';
import type { BadgeId, EndorsementId, LocationId, OrganiserId, PersonId } from '../../../core/ids.ts';
import { anApplication, anEndorsement, anId, aSiteRole, at } from '../../builders/index.ts';
import { atNewPlace, ids, kept, type Place } from './place.ts';

export function describeEndorsing(newPlace: () => Place): void {
  describe('endorsements and roles', () => {
    const { engine } = atNewPlace(newPlace);

    it('finds endorsements of things, of whose they are, by an organiser, and those to check', async () => {
      const { endorsements, keep } = engine().records;
      const [badge, organiser, library] = [anId<BadgeId>(), anId<OrganiserId>(), anId<OrganiserId>()];
      const mine = anEndorsement({ object: { kind: 'badge', id: badge }, organiser });
      const given = anEndorsement({ endorser: { organiser: library }, organiser });
      const byMail = anEndorsement({
        endorser: { name: 'Oto', mailbox: 'sealed', mark: 'mark' },
        state: 'pending-check',
      });
      await keep({ endorsement: [mine, given, byMail] });

      expect(await endorsements.byId(mine.id)).toEqual(kept(mine));
      expect(await endorsements.byAddress(given.address)).toEqual(kept(given));
      expect(ids(await endorsements.of([badge, given.object.id]))).toEqual([mine.id, given.id]);
      expect(await endorsements.of([])).toEqual([]);
      expect(ids(await endorsements.at(organiser))).toEqual([mine.id, given.id]);
      expect(ids(await endorsements.by(library))).toEqual([given.id]);
      expect(ids(await endorsements.toCheck())).toEqual([byMail.id]);
      await expect(keep({ endorsement: [anEndorsement({ address: mine.address })] })).rejects.toThrow(Stale);
    });

    it('knows the places of endorsements in a status list, and which of them are gone', async () => {
      const { endorsements, keep } = engine().records;
      const stands = anEndorsement({ state: 'signed', status: { list: 7, index: 9 } });
      const gone = anEndorsement({ state: 'withdrawn', status: { list: 7, index: 3 } });
      const elsewhere = anEndorsement({ state: 'revoked', status: { list: 8, index: 3 } });
      await keep({ endorsement: [stands, gone, elsewhere, anEndorsement()] });

      expect(await endorsements.atPlace({ list: 7, index: 9 })).toEqual(kept(stands));
      expect(await endorsements.atPlace({ list: 7, index: 4 })).toBeNull();
      expect(await endorsements.countIn(7)).toBe(2);
      expect(await endorsements.goneIn(7)).toEqual([3]);
      const twice = anEndorsement({ status: { list: 7, index: 9 } });
      await expect(keep({ endorsement: [twice] })).rejects.toThrow(Stale);
    });

    it('lists applications oldest first, one of a person for each endorsement', async () => {
      const { applications, keep } = engine().records;
      const endorsement = anId<EndorsementId>();
      const person = anId<PersonId>();
      const second = anApplication({ endorsement, at: at('11:00') });
      const first = anApplication({ endorsement, person, at: at('10:00') });
      await keep({ application: [second, first, anApplication()] });

      expect(await applications.byId(first.id)).toEqual(kept(first));
      expect(ids(await applications.of(endorsement))).toEqual([first.id, second.id]);
      expect(ids(await applications.by(person))).toEqual([first.id]);
      expect(await applications.one(endorsement, person)).toEqual(kept(first));
      await expect(keep({ application: [anApplication({ endorsement, person })] })).rejects.toThrow(Stale);
    });

    it('knows roles on a location or the site, and leaves out those that ended', async () => {
      const { siteRoles, keep } = engine().records;
      const [person, city] = [anId<PersonId>(), anId<LocationId>()];
      const here = aSiteRole({ person, on: city });
      const site = aSiteRole({ person, role: 'site-admin', on: 'site' });
      const over = aSiteRole({ on: city, endedAt: at('10:00') });
      await keep({ siteRole: [here, site, over] });

      expect(ids(await siteRoles.of(person))).toEqual([here.id, site.id]);
      expect(ids(await siteRoles.everOf(over.person))).toEqual([over.id]);
      expect(ids(await siteRoles.on(city))).toEqual([here.id]);
      expect(await siteRoles.one(over.person, 'coordinator', city)).toEqual(kept(over));
      await expect(keep({ siteRole: [aSiteRole({ person, on: city })] })).rejects.toThrow(Stale);
    });
  });
}
