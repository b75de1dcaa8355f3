import type { ActivityId, BadgeId, OrganiserId, PersonId, PlaylistId } from '../../../core/ids.ts';
import {
  aBadge,
  aClaimCode,
  aClaimUse,
  aForeignBadge,
  aKeptCredential,
  aLocation,
  anActivity,
  anAward,
  anId,
  anIssuerKey,
  anOrganiser,
  aPlaylist,
  aStaff,
  aStatusList,
  at,
  named,
  steps,
} from '../../builders/index.ts';
import { atNewPlace, firstPage, ids, kept, type Place } from './place.ts';

export function describeOrganising(newPlace: () => Place): void {
  describe('organisers and what they offer', () => {
    const { engine } = atNewPlace(newPlace);
    const organiser = anId<OrganiserId>();
    const person = anId<PersonId>();
    const origin = { bundle: 'novo-mesto', key: 'river', version: 3 };

    it('lists locations and organisers by slug', async () => {
      const { locations, organisers, keep } = engine().records;
      const [z, a] = [aLocation({ slug: 'zagreb' }), aLocation({ slug: 'alytus' })];
      const [school, library] = [anOrganiser({ slug: 'school' }), anOrganiser({ slug: 'library' })];
      await keep({ location: [z, a], organiser: [school, library] });

      expect(ids(await locations.all())).toEqual(ids([a, z]));
      expect(await locations.byId(z.id)).toEqual(kept(z));
      expect(await locations.bySlug('alytus')).toEqual(kept(a));
      expect(await locations.bySlug('Alytus')).toBeNull();
      expect(ids(await organisers.all())).toEqual(ids([library, school]));
      expect(await organisers.byId(school.id)).toEqual(kept(school));
      expect(await organisers.bySlug('library')).toEqual(kept(library));
    });

    it('lists the roles of a person that were not ended, and all of an organiser, oldest first', async () => {
      const { staff, keep } = engine().records;
      const later = aStaff({ organiser, at: at('11:00') });
      const earlier = aStaff({ organiser, person, at: at('10:00') });
      const ended = aStaff({ organiser, at: at('10:30'), endedAt: at('12:00') });
      const elsewhere = aStaff({ person, endedAt: at('12:00') });
      await keep({ staff: [later, earlier, ended, elsewhere] });

      expect(ids(await staff.of(person))).toEqual([earlier.id]);
      expect(ids(await staff.everOf(ended.person))).toEqual([ended.id]);
      expect(ids(await staff.at(organiser))).toEqual(ids([earlier, ended, later]));
      expect(await staff.byId(ended.id)).toEqual(kept(ended));
    });

    it('finds activities by id, by organiser and by origin', async () => {
      const { activities, keep } = engine().records;
      const [river, forest] = [anActivity({ organiser, origin }), anActivity({ organiser })];
      const theirs = anActivity({ origin });
      await keep({ activity: [river, forest, theirs] });

      expect(await activities.byId(forest.id)).toEqual(kept(forest));
      expect(await activities.byIds([theirs.id, anId(), river.id])).toEqual([kept(theirs), kept(river)]);
      expect(await activities.byOrigin(organiser, 'river')).toEqual(kept(river));
      expect(await activities.byOrigin(organiser, 'forest')).toBeNull();
      expect(ids(await activities.of(organiser))).toEqual(ids([river, forest]));
    });

    it('finds playlists by id, by organiser and by origin', async () => {
      const { playlists, keep } = engine().records;
      const river = aPlaylist({ madeBy: { organiser }, origin });
      const forest = aPlaylist({ madeBy: { organiser } });
      const own = aPlaylist({ madeBy: { person }, origin });
      await keep({ playlist: [river, forest, own] });

      expect(await playlists.byId(own.id)).toEqual(kept(own));
      expect(await playlists.byOrigin(organiser, 'river')).toEqual(kept(river));
      expect(ids(await playlists.of(organiser))).toEqual(ids([river, forest]));
    });

    it('finds the playlists that hold an activity, as their steps are now', async () => {
      const { playlists, keep } = engine().records;
      const one = aPlaylist('fixed', 'explore!', 'podcast');
      const two = aPlaylist('flexible', 'podcast', 'explore', 'interview!');
      await keep({ playlist: [one, two] });
      expect(ids(await playlists.holding(named('explore')))).toEqual(ids([one, two]));

      await keep({ playlist: [{ ...kept(two), steps: steps('interview!') }] });

      expect(ids(await playlists.holding(named('explore')))).toEqual([one.id]);
      expect(ids(await playlists.holding(named('interview')))).toEqual([two.id]);
      expect(await playlists.holding(named('unknown'))).toEqual([]);
    });

    it('finds badges by id, by organiser and by origin', async () => {
      const { badges, keep } = engine().records;
      const [river, forest] = [aBadge({ organiser, origin }), aBadge({ organiser, state: 'retired' })];
      await keep({ badge: [river, forest, aBadge()] });

      expect(await badges.byId(forest.id)).toEqual(kept(forest));
      expect(await badges.byIds([forest.id, anId(), river.id])).toEqual([kept(forest), kept(river)]);
      expect(await badges.byOrigin(organiser, 'river')).toEqual(kept(river));
      expect(ids(await badges.of(organiser))).toEqual(ids([river, forest]));
    });

    it('finds the active badges that a subject earns, as their rules are now', async () => {
      const { badges, keep } = engine().records;
      const [activity, playlist] = [anId<ActivityId>(), anId<PlaylistId>()];
      const done = aBadge({ earnedBy: [{ by: 'hand' }, { by: 'activity', activity }] });
      const scored = aBadge({
        earnedBy: [
          { by: 'score', activity, atLeast: 80 },
          { by: 'playlist', playlist },
        ],
      });
      const retired = aBadge({ state: 'retired', earnedBy: [{ by: 'activity', activity }] });
      await keep({ badge: [done, scored, retired, aBadge({ earnedBy: [{ by: 'code' }] })] });
      expect(ids(await badges.earnedBy({ kind: 'activity', id: activity }))).toEqual(ids([done, scored]));
      expect(ids(await badges.earnedBy({ kind: 'playlist', id: playlist }))).toEqual([scored.id]);

      await keep({ badge: [{ ...kept(done), earnedBy: [{ by: 'hand' }] }] });

      expect(ids(await badges.earnedBy({ kind: 'activity', id: activity }))).toEqual([scored.id]);
    });

    it('finds the active badges that need a badge, by name or as any of its organiser', async () => {
      const { badges, keep } = engine().records;
      const needed = aBadge({ organiser });
      const prerequisites = { badges: [anId<BadgeId>(), needed.id], need: 1 };
      const byName = aBadge({ prerequisites });
      const byAny = aBadge({ organiser, prerequisites: { badges: 'any', need: 3 } });
      await keep({
        badge: [
          needed,
          byName,
          byAny,
          aBadge({ state: 'draft', prerequisites }),
          aBadge({ prerequisites: { badges: 'any', need: 3 } }),
        ],
      });
      expect(ids(await badges.needing(needed.id, organiser))).toEqual(ids([byName, byAny]));

      await keep({ badge: [{ ...kept(byName), prerequisites: null }] });

      expect(ids(await badges.needing(needed.id, organiser))).toEqual([byAny.id]);
    });

    it('finds awards by their place in a status list, and those in it that are gone', async () => {
      const { awards, keep } = engine().records;
      const place = (index: number, list = 7) => ({ status: { list, index } });
      const standing = anAward({ organiser, ...place(3) });
      const revoked = anAward({ organiser, state: 'revoked', ...place(131_071) });
      const withdrawn = anAward({ organiser, state: 'withdrawn', ...place(0) });
      const elsewhere = anAward({ organiser, state: 'revoked', ...place(3, 8) });
      await keep({ award: [standing, revoked, withdrawn, elsewhere, anAward({ state: 'revoked' })] });

      expect(await awards.atPlace({ list: 7, index: 3 })).toEqual(kept(standing));
      expect(await awards.atPlace({ list: 7, index: 4 })).toBeNull();
      expect(await awards.countIn(7)).toBe(3);
      expect(await awards.countIn(9)).toBe(0);
      expect(await awards.goneIn(7)).toEqual([0, 131_071]);
      expect(ids((await awards.gone(organiser, firstPage)).items)).toEqual(
        ids([revoked, withdrawn, elsewhere]),
      );
    });

    it('finds the awards that were issued and have no place in a list yet', async () => {
      const { awards, keep } = engine().records;
      const [one, two] = [anAward(), anAward()];
      const others = [
        anAward({ status: { list: 1, index: 1 } }),
        anAward({ state: 'waiting' }),
        anAward({ state: 'revoked' }),
      ];
      await keep({ award: [one, two, ...others] });

      expect(ids((await awards.unsigned(firstPage)).items)).toEqual(ids([one, two]));
      expect(await awards.countUnsigned()).toBe(2);
    });

    it('finds codes by digest, by badge and by whom they were mailed to, and counts their uses', async () => {
      const { claimCodes, claimUses, foreignBadges, keep } = engine().records;
      const badge = anId<BadgeId>();
      const [first, second] = [aClaimCode({ badge }), aClaimCode({ badge })];
      const personal = aClaimCode({ badge, recipient: 'digest of an address' });
      const uses = [
        aClaimUse({ badge, code: first.id, person, place: 1 }),
        aClaimUse({ badge, code: first.id, state: 'requested', at: at('11:00') }),
        aClaimUse({ badge, code: second.id, state: 'requested', at: at('10:00') }),
        aClaimUse({ badge, code: second.id, state: 'refused' }),
      ] as const;
      const lettingIn = aClaimCode({ badge: null, leadsTo: 'join-organiser', organiser: first.organiser });
      const brought = aForeignBadge({ person, subject: 'urn:uuid:1' });
      await keep({
        claimCode: [second, first, personal, aClaimCode(), lettingIn],
        claimUse: uses,
        foreignBadge: [brought, aForeignBadge()],
      });

      expect(await claimCodes.byDigest(second.digest)).toEqual(kept(second));
      expect(await claimCodes.byDigest('no')).toBeNull();
      expect(ids(await claimCodes.joining(first.organiser))).toEqual([lettingIn.id]);
      expect(ids(await claimCodes.of(badge))).toEqual(ids([first, second]));
      expect(await claimCodes.personal(badge, 'digest of an address')).toEqual(kept(personal));
      expect(await claimCodes.personal(anId(), 'digest of an address')).toBeNull();
      expect(await claimUses.one(first.id, person)).toEqual(kept(uses[0]));
      expect(ids(await claimUses.of(first.id))).toEqual(ids([uses[0], uses[1]]));
      expect(ids(await claimUses.by(person))).toEqual([uses[0].id]);
      expect(ids(await claimUses.requested(badge))).toEqual(ids([uses[2], uses[1]]));
      expect(await claimUses.tally(badge)).toEqual([
        { code: first.id, count: 2 },
        { code: second.id, count: 1 },
      ]);
      expect(await foreignBadges.one(person, 'urn:uuid:1')).toEqual(kept(brought));
      expect(ids(await foreignBadges.of(person))).toEqual([brought.id]);
    });

    it('finds keys of an organiser, status lists by number, and credentials by who signed them', async () => {
      const { credentials, issuerKeys, statusLists, keep } = engine().records;
      const [retired, current] = [
        anIssuerKey({ organiser, kid: 'ed-2025-1', state: 'retired' }),
        anIssuerKey({ organiser }),
      ];
      const [first, third] = [aStatusList({ organiser, number: 1 }), aStatusList({ organiser, number: 12 })];
      const signed = aKeptCredential({ organiser, kid: 'ed-2025-1' });
      const assertion = { id: 'urn:uuid:1', kid: 'r1', jws: 'a.b.c' };
      const both = aKeptCredential({ organiser, assertion });
      expect(await statusLists.last()).toBe(0);
      await keep({
        issuerKey: [retired, current, anIssuerKey()],
        statusList: [third, first, aStatusList({ number: 2 })],
        credential: [signed, both, aKeptCredential({ kid: 'ed-2025-1' })],
      });

      expect(await issuerKeys.of(organiser)).toEqual([kept(retired), kept(current)]);
      expect(await statusLists.byNumber(12)).toEqual(kept(third));
      expect(await statusLists.byNumber(3)).toBeNull();
      expect(ids(await statusLists.of(organiser))).toEqual(ids([first, third]));
      expect(await statusLists.last()).toBe(12);
      expect(await credentials.byId(both.id)).toEqual(kept(both));
      const by = async (key: Parameters<typeof credentials.signedWith>[0]) =>
        ids((await credentials.signedWith(key, firstPage)).items);
      expect(await by({ organiser, kind: 'ed25519', kid: 'ed-2025-1' })).toEqual([signed.id]);
      expect(await by({ organiser, kind: 'rsa', kid: 'r1' })).toEqual([both.id]);
      expect(await by({ organiser, kind: 'rsa', kid: 'r2' })).toEqual([]);
    });

    it('finds awards by address, the latest round, and whether any was released', async () => {
      const { awards, keep } = engine().records;
      const badge = anId<BadgeId>();
      const second = anAward({ badge, person, round: 2 });
      const first = anAward({ badge, person, round: 1, state: 'revoked', address: 'K7QW4MDX9ZR2TB6V' });
      await keep({ award: [second, first, anAward({ badge })] });

      expect(await awards.byId(first.id)).toEqual(kept(first));
      expect(await awards.byAddress(first.address)).toEqual(kept(first));
      expect(await awards.byAddress(first.address.toLowerCase())).toBeNull();
      expect(await awards.latest(badge, person)).toEqual(kept(second));
      expect(await awards.latest(badge, anId())).toBeNull();
      expect(await awards.hasReleased(badge)).toBe(false);

      await keep({ award: [{ ...kept(first), releasedAt: at('10:00') }] });

      expect(await awards.hasReleased(badge)).toBe(true);
    });

    it('lists awards newest first, and those that wait by id', async () => {
      const { awards, keep } = engine().records;
      const middle = anAward({ organiser, person, earnedAt: at('11:00') });
      const newest = anAward({ organiser, person, earnedAt: at('12:00'), state: 'waiting', issuedAt: null });
      const oldest = anAward({ organiser, earnedAt: at('10:00'), state: 'waiting', issuedAt: null });
      await keep({ award: [middle, newest, oldest, anAward({ state: 'waiting' })] });

      expect(ids((await awards.of(organiser, firstPage)).items)).toEqual(ids([newest, middle, oldest]));
      expect(ids((await awards.heldBy(person, firstPage)).items)).toEqual(ids([newest, middle]));
      expect(ids((await awards.waiting(organiser, firstPage)).items)).toEqual(ids([newest, oldest]));

      await keep({ award: [{ ...kept(newest), state: 'issued', issuedAt: at('13:00') }] });

      expect(ids((await awards.waiting(organiser, firstPage)).items)).toEqual([oldest.id]);
    });
  });
}
