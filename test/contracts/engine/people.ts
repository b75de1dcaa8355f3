import type { ActivityId, CommunityId, PersonId, PlaylistId } from '../../../core/ids.ts';
import {
  aCommunity,
  aGrant,
  aMembership,
  aMerge,
  aNotice,
  anId,
  anIdentity,
  aPerson,
  aPlacement,
  aReflection,
  aRoom,
  at,
} from '../../builders/index.ts';
import { atNewPlace, ids, kept, type Place } from './place.ts';

export function describePeople(newPlace: () => Place): void {
  describe('people and communities', () => {
    const { engine } = atNewPlace(newPlace);
    const [mia, tom] = [anId<PersonId>(), anId<PersonId>()];

    it('finds people by id, in the order asked for, without the unknown', async () => {
      const [one, two, three] = [aPerson(), aPerson(), aPerson()];
      await engine().records.keep({ person: [one, two, three] });

      const found = await engine().records.people.byIds([three.id, anId(), one.id]);

      expect(found).toEqual([kept(three), kept(one)]);
      expect(await engine().records.people.byId(two.id)).toEqual(kept(two));
      expect(await engine().records.people.byId(anId())).toBeNull();
      expect(await engine().records.people.byIds([])).toEqual([]);
    });

    it('finds an identity by all of kind, tenant and subject, letter by letter', async () => {
      const { identities, keep } = engine().records;
      const moodle = anIdentity({ person: mia, tenant: 'moodle', subject: 'Mia-1' });
      const canvas = anIdentity({ person: mia, tenant: 'canvas', subject: 'Mia-1' });
      await keep({ identity: [moodle, canvas, anIdentity({ person: tom })] });

      expect(await identities.find('lti', 'moodle', 'Mia-1')).toEqual(kept(moodle));
      expect(await identities.find('lti', 'moodle', 'mia-1')).toBeNull();
      expect(await identities.find('email', 'moodle', 'Mia-1')).toBeNull();
      expect(ids(await identities.of(mia))).toEqual(ids([moodle, canvas]));
    });

    it('lists everybody of a workspace, and of no other', async () => {
      const { identities, keep } = engine().records;
      const here = { kind: 'slack', tenant: 'T1' } as const;
      const [jan, eva] = [
        anIdentity({ person: tom, ...here, subject: 'U2' }),
        anIdentity({ person: mia, ...here, subject: 'U1' }),
      ];
      await keep({ identity: [jan, eva, anIdentity({ person: mia, kind: 'slack', tenant: 'T2' })] });

      expect(ids(await identities.inTenant('slack', 'T1'))).toEqual(ids([eva, jan]));
      expect(await identities.inTenant('discord', 'T1')).toEqual([]);
    });

    it('lists notices not seen yet, newest first, 50 at most, and all of a person, oldest first', async () => {
      const [older, newer] = [
        aNotice({ person: mia, at: at('08:00') }),
        aNotice({ person: mia, at: at('10:00') }),
      ];
      const [twin, seen] = [
        aNotice({ person: mia, at: at('10:00') }),
        aNotice({ person: mia, seenAt: at('10:00') }),
      ];
      const many = Array.from({ length: 60 }, () => aNotice({ person: tom }));
      await engine().records.keep({ notice: [older, newer, twin, seen, ...many] });

      expect(ids(await engine().records.notices.unseen(mia))).toEqual(ids([twin, newer, older]));
      expect(ids(await engine().records.notices.unseen(tom))).toEqual(ids(many.reverse().slice(0, 50)));
      expect(await engine().records.notices.byId(seen.id)).toEqual(kept(seen));
      expect(ids(await engine().records.notices.of(mia))).toEqual(ids([older, seen, newer, twin]));
    });

    it('lists what a person wrote for themselves, as it was written', async () => {
      const [first, second] = [aReflection({ person: mia }), aReflection({ person: mia })];
      await engine().records.keep({ reflection: [second, first, aReflection()] });

      expect(await engine().records.reflections.of(mia)).toEqual([kept(first), kept(second)]);
    });

    it('lists all notices of a person, seen ones too, oldest first', async () => {
      const person = anId<PersonId>();
      const late = aNotice({ person, at: at('12:00'), seenAt: at('13:00') });
      const early = aNotice({ person, at: at('08:00') });
      await engine().records.keep({ notice: [late, early, aNotice()] });

      expect(await engine().records.notices.of(person)).toEqual([kept(early), kept(late)]);
    });

    it('lists merges of both persons, newest first, and rooms of an activity and those that are open', async () => {
      const { merges, rooms, keep } = engine().records;
      const [first, second] = [aMerge({ kept: mia, merged: tom }), aMerge({ kept: mia, at: at('12:00') })];
      const activity = anId<ActivityId>();
      const open = aRoom({ activity });
      const closed = aRoom({ activity, state: 'closed', opensAt: at('12:00') });
      await keep({ merge: [second, first, aMerge()], room: [open, closed, aRoom({ state: 'confirmed' })] });

      expect(ids(await merges.of(mia))).toEqual(ids([second, first]));
      expect(ids(await merges.of(tom))).toEqual(ids([first]));
      expect(await merges.byId(first.id)).toEqual(kept(first));
      expect(ids(await rooms.of(activity))).toEqual(ids([closed, open]));
      expect(ids(await rooms.open())).toEqual(ids([open]));
      expect(await rooms.byId(open.id)).toEqual(kept(open));
    });

    it('finds communities by id, by what their tool calls them, and by title', async () => {
      const { communities, keep } = engine().records;
      const organiser = anId<never>();
      const b = aCommunity({ organiser, title: 'B class', tenant: 'r:1', nativeId: '7' });
      const a = aCommunity({ organiser, title: 'A class', tenant: 'r:1', nativeId: '8' });
      const others = aCommunity({ tenant: 'r:2', nativeId: '7' });
      await keep({ community: [b, a, others] });

      expect(await communities.byId(a.id)).toEqual(kept(a));
      expect(await communities.byIds([others.id, anId(), b.id])).toEqual([kept(others), kept(b)]);
      expect(await communities.find('lms-course', 'r:1', '7')).toEqual(kept(b));
      expect(await communities.find('discord-server', 'r:1', '7')).toBeNull();
      expect(ids(await communities.of(organiser))).toEqual(ids([a, b]));
      expect(ids(await communities.inTenant('lms-course', 'r:1'))).toEqual(ids([b, a]));
      expect(await communities.inTenant('discord-server', 'r:1')).toEqual([]);
    });

    it('finds memberships of a community and of a person, inactive ones too', async () => {
      const { memberships, keep } = engine().records;
      const community = anId<CommunityId>();
      const here = aMembership({ community, person: mia });
      const left = aMembership({ community, person: tom, state: 'inactive' });
      const elsewhere = aMembership({ person: mia, state: 'inactive' });
      await keep({ membership: [here, left, elsewhere] });

      expect(await memberships.one(community, tom)).toEqual(kept(left));
      expect(await memberships.one(community, anId())).toBeNull();
      expect(ids(await memberships.of(mia))).toEqual(ids([here, elsewhere]));
      expect(await memberships.in(community, { size: 50, after: null })).toEqual({
        items: [kept(here), kept(left)],
        next: null,
      });
    });

    it('lists the grants of a community', async () => {
      const community = anId<CommunityId>();
      const [standing, ended] = [aGrant({ community }), aGrant({ community, until: at('10:00') })];
      await engine().records.keep({ grant: [standing, ended, aGrant()] });

      expect(await engine().records.grants.in(community)).toEqual([kept(standing), kept(ended)]);
      expect(await engine().records.grants.byId(ended.id)).toEqual(kept(ended));
    });

    it('finds placements by subject, community and link', async () => {
      const { placements, keep } = engine().records;
      const community = anId<CommunityId>();
      const playlist = anId<PlaylistId>();
      const subject = { kind: 'playlist', id: playlist } as const;
      const here = aPlacement({ community, subject, nativeLink: 'l1' });
      const there = aPlacement({ subject, nativeLink: 'l1' });
      const other = aPlacement({ community, nativeLink: 'l2' });
      await keep({ placement: [here, there, other] });

      expect(await placements.byId(there.id)).toEqual(kept(there));
      expect(ids(await placements.of(subject))).toEqual(ids([here, there]));
      // The same id under another kind would be another thing.
      expect(await placements.of({ kind: 'activity', id: playlist as string as never })).toEqual([]);
      expect(ids(await placements.in(community))).toEqual(ids([here, other]));
      expect(await placements.byLink(community, 'l2')).toEqual(kept(other));
      expect(await placements.byLink(there.community, 'l2')).toBeNull();
    });

    it('finds removed placements by id and link, and in the whole history of their community', async () => {
      const { placements, keep } = engine().records;
      const gone = aPlacement({ removedAt: at('10:00') });
      await keep({ placement: [gone] });

      expect(await placements.of(gone.subject)).toEqual([]);
      expect(await placements.in(gone.community)).toEqual([]);
      expect(await placements.everIn(gone.community)).toEqual([kept(gone)]);
      expect(await placements.byLink(gone.community, gone.nativeLink)).toEqual(kept(gone));
      expect(await placements.byId(gone.id)).toEqual(kept(gone));
    });

    it('finds a placement under its new subject only, once it was exchanged', async () => {
      const placed = aPlacement();
      const subject = { kind: 'playlist', id: anId<PlaylistId>() } as const;
      await engine().records.keep({ placement: [placed] });

      await engine().records.keep({ placement: [{ ...kept(placed), subject }] });

      expect(await engine().records.placements.of(placed.subject)).toEqual([]);
      expect(ids(await engine().records.placements.of(subject))).toEqual([placed.id]);
    });
  });
}
