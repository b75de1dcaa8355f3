import { Stale } from '../../../core/faults.ts';
import type { Changes } from '../../../core/ports/records.ts';
import {
  aBadge,
  aClaimCode,
  aClaimUse,
  aCommunity,
  aCompletion,
  aForeignBadge,
  aGrade,
  aLocation,
  aMembership,
  anActivity,
  anAward,
  anEnrolment,
  anEntry,
  anId,
  anIdentity,
  anIssuerKey,
  anOrganiser,
  aPlacement,
  aPlaylist,
  aReview,
  aStaff,
  aStatusList,
  at,
  someWork,
} from '../../builders/index.ts';
import { atNewPlace, type Place } from './place.ts';

interface Rule {
  readonly of: string;
  /** One, and another that breaks the rule with it. */
  readonly one: Changes;
  readonly other: Changes;
  /** Each differs from `one` in one part of the rule and may stand beside it. */
  readonly beside: readonly Changes[];
}

const [a, b, c] = [anId<never>(), anId<never>(), anId<never>()];
const origin = { bundle: 'novo-mesto', key: 'river', version: 1 };
const otherOrigin = { ...origin, key: 'forest' };
const explore = { kind: 'activity', id: a } as const;
const award = anAward({ badge: a, person: b, round: 1 });
const undone = aReview({ work: a, evidenceVersion: 1, reviewer: b, undoneAt: at('09:01') });

const rules: readonly Rule[] = [
  {
    of: 'location slug',
    one: { location: [aLocation({ slug: 'novo-mesto' })] },
    other: { location: [aLocation({ slug: 'novo-mesto' })] },
    beside: [{ location: [aLocation({ slug: 'novo-mesto-2' })] }],
  },
  {
    of: 'organiser slug',
    one: { organiser: [anOrganiser({ slug: 'library' })] },
    other: { organiser: [anOrganiser({ slug: 'library' })] },
    beside: [{ organiser: [anOrganiser({ slug: 'library-2' })] }],
  },
  {
    of: 'staff (organiser, person)',
    one: { staff: [aStaff({ organiser: a, person: b, role: 'owner' })] },
    other: { staff: [aStaff({ organiser: a, person: b, role: 'member' })] },
    beside: [
      { staff: [aStaff({ organiser: a, person: c })] },
      { staff: [aStaff({ organiser: c, person: b })] },
    ],
  },
  {
    of: 'identity (kind, tenant, subject)',
    one: { identity: [anIdentity({ kind: 'lti', tenant: 't', subject: 's' })] },
    other: { identity: [anIdentity({ kind: 'lti', tenant: 't', subject: 's' })] },
    beside: [
      { identity: [anIdentity({ kind: 'slack', tenant: 't', subject: 's' })] },
      { identity: [anIdentity({ kind: 'lti', tenant: 'u', subject: 's' })] },
      { identity: [anIdentity({ kind: 'lti', tenant: 't', subject: 'S' })] },
    ],
  },
  {
    of: 'community (kind, tenant, nativeId)',
    one: { community: [aCommunity({ tenant: 't', nativeId: '7' })] },
    other: { community: [aCommunity({ tenant: 't', nativeId: '7' })] },
    beside: [
      { community: [aCommunity({ kind: 'discord-server', tenant: 't', nativeId: '7' })] },
      { community: [aCommunity({ tenant: 'u', nativeId: '7' })] },
      { community: [aCommunity({ tenant: 't', nativeId: '8' })] },
    ],
  },
  {
    of: 'membership (community, person)',
    one: { membership: [aMembership({ community: a, person: b })] },
    other: { membership: [aMembership({ community: a, person: b, state: 'inactive' })] },
    beside: [
      { membership: [aMembership({ community: a, person: c })] },
      { membership: [aMembership({ community: c, person: b })] },
    ],
  },
  {
    of: 'placement (community, nativeLink)',
    one: { placement: [aPlacement({ community: a, nativeLink: 'l' })] },
    other: { placement: [aPlacement({ community: a, nativeLink: 'l' })] },
    beside: [
      { placement: [aPlacement({ community: a, nativeLink: 'm' })] },
      { placement: [aPlacement({ community: b, nativeLink: 'l' })] },
    ],
  },
  {
    of: 'activity (organiser, origin key)',
    one: { activity: [anActivity({ organiser: a, origin })] },
    other: { activity: [anActivity({ organiser: a, origin: { ...origin, version: 2 } })] },
    beside: [
      { activity: [anActivity({ organiser: b, origin })] },
      { activity: [anActivity({ organiser: a, origin: otherOrigin })] },
      { activity: [anActivity({ organiser: a }), anActivity({ organiser: a })] },
    ],
  },
  {
    of: 'playlist (organiser, origin key)',
    one: { playlist: [aPlaylist({ madeBy: { organiser: a }, origin })] },
    other: { playlist: [aPlaylist({ madeBy: { organiser: a }, origin })] },
    beside: [
      { playlist: [aPlaylist({ madeBy: { organiser: b }, origin })] },
      { playlist: [aPlaylist({ madeBy: { organiser: a }, origin: otherOrigin })] },
      { playlist: [aPlaylist({ madeBy: { organiser: a } }), aPlaylist({ madeBy: { organiser: a } })] },
    ],
  },
  {
    of: 'badge (organiser, origin key)',
    one: { badge: [aBadge({ organiser: a, origin })] },
    other: { badge: [aBadge({ organiser: a, origin })] },
    beside: [
      { badge: [aBadge({ organiser: b, origin })] },
      { badge: [aBadge({ organiser: a, origin: otherOrigin })] },
      { badge: [aBadge({ organiser: a }), aBadge({ organiser: a })] },
    ],
  },
  {
    of: 'enrolment (person, subject)',
    one: { enrolment: [anEnrolment({ person: b, subject: explore })] },
    other: { enrolment: [anEnrolment({ person: b, subject: explore, state: 'left' })] },
    beside: [
      { enrolment: [anEnrolment({ person: c, subject: explore })] },
      { enrolment: [anEnrolment({ person: b, subject: { kind: 'playlist', id: a } })] },
    ],
  },
  {
    of: 'work (person, task)',
    one: { work: [someWork({ person: a, task: b })] },
    other: { work: [someWork({ person: a, task: b })] },
    beside: [{ work: [someWork({ person: a, task: c })] }, { work: [someWork({ person: c, task: b })] }],
  },
  {
    of: 'review (work, evidence version, reviewer) among those not undone',
    one: { review: [aReview({ work: a, evidenceVersion: 1, reviewer: b })] },
    other: { review: [aReview({ work: a, evidenceVersion: 1, reviewer: b, decision: 'reject' })] },
    beside: [
      { review: [aReview({ work: a, evidenceVersion: 2, reviewer: b })] },
      { review: [aReview({ work: a, evidenceVersion: 1, reviewer: c })] },
      { review: [aReview({ work: c, evidenceVersion: 1, reviewer: b })] },
      { review: [undone, { ...undone, id: anId() }] },
    ],
  },
  {
    of: 'completion (person, activity)',
    one: { completion: [aCompletion({ person: a, activity: b })] },
    other: {
      completion: [aCompletion({ person: a, activity: b, voided: { at: at('09:01'), reason: 'reopened' } })],
    },
    beside: [
      { completion: [aCompletion({ person: a, activity: c })] },
      { completion: [aCompletion({ person: c, activity: b })] },
    ],
  },
  {
    of: 'award (badge, person, round)',
    one: { award: [award] },
    other: { award: [anAward({ badge: a, person: b, round: 1 })] },
    beside: [
      { award: [anAward({ badge: a, person: b, round: 2 })] },
      { award: [anAward({ badge: a, person: c, round: 1 })] },
      { award: [anAward({ badge: c, person: b, round: 1 })] },
    ],
  },
  {
    of: 'award address',
    one: { award: [award] },
    other: { award: [anAward({ address: award.address })] },
    beside: [{ award: [anAward()] }],
  },
  {
    of: 'award (place in a status list)',
    one: { award: [anAward({ status: { list: 1, index: 5 } })] },
    other: { award: [anAward({ status: { list: 1, index: 5 } })] },
    beside: [
      { award: [anAward({ status: { list: 2, index: 5 } })] },
      { award: [anAward({ status: { list: 1, index: 6 } })] },
      { award: [anAward(), anAward()] },
    ],
  },
  {
    of: 'issuer key (organiser, kid)',
    one: { issuerKey: [anIssuerKey({ organiser: a, state: 'retired' })] },
    other: { issuerKey: [anIssuerKey({ organiser: a, state: 'retired' })] },
    beside: [
      { issuerKey: [anIssuerKey({ organiser: b, state: 'retired' })] },
      { issuerKey: [anIssuerKey({ organiser: a, state: 'retired', kid: 'ed-2026-2' })] },
    ],
  },
  {
    of: 'issuer key (the current one of a kind)',
    one: { issuerKey: [anIssuerKey({ organiser: a })] },
    other: { issuerKey: [anIssuerKey({ organiser: a, kid: 'ed-2026-2' })] },
    beside: [
      { issuerKey: [anIssuerKey({ organiser: a, kid: 'ed-2026-2', state: 'retired' })] },
      { issuerKey: [anIssuerKey({ organiser: a, kid: 'ed-2026-3', state: 'retired' })] },
      { issuerKey: [anIssuerKey({ organiser: a, kid: 'r1', kind: 'rsa' })] },
      { issuerKey: [anIssuerKey({ organiser: b })] },
    ],
  },
  {
    of: 'status list number',
    one: { statusList: [aStatusList({ number: 4 })] },
    other: { statusList: [aStatusList({ number: 4 })] },
    beside: [{ statusList: [aStatusList({ number: 5 })] }],
  },
  {
    of: 'claim code digest',
    one: { claimCode: [aClaimCode({ digest: 'd' })] },
    other: { claimCode: [aClaimCode({ digest: 'd' })] },
    beside: [{ claimCode: [aClaimCode({ digest: 'e' })] }],
  },
  {
    of: 'claim code (badge, recipient)',
    one: { claimCode: [aClaimCode({ badge: a, recipient: 'r' })] },
    other: { claimCode: [aClaimCode({ badge: a, recipient: 'r' })] },
    beside: [
      { claimCode: [aClaimCode({ badge: b, recipient: 'r' })] },
      { claimCode: [aClaimCode({ badge: a, recipient: 's' })] },
      { claimCode: [aClaimCode({ badge: a }), aClaimCode({ badge: a })] },
    ],
  },
  {
    of: 'claim use (code, person)',
    one: { claimUse: [aClaimUse({ code: a, person: b })] },
    other: { claimUse: [aClaimUse({ code: a, person: b })] },
    beside: [
      { claimUse: [aClaimUse({ code: a, person: c })] },
      { claimUse: [aClaimUse({ code: c, person: b })] },
    ],
  },
  {
    of: 'claim use (code, place)',
    one: { claimUse: [aClaimUse({ code: a, place: 1 })] },
    other: { claimUse: [aClaimUse({ code: a, place: 1 })] },
    beside: [
      { claimUse: [aClaimUse({ code: a, place: 2 })] },
      { claimUse: [aClaimUse({ code: b, place: 1 })] },
      { claimUse: [aClaimUse({ code: a }), aClaimUse({ code: a })] },
    ],
  },
  {
    of: 'badge of elsewhere (person, subject)',
    one: { foreignBadge: [aForeignBadge({ person: a, subject: 's' })] },
    other: { foreignBadge: [aForeignBadge({ person: a, subject: 's' })] },
    beside: [
      { foreignBadge: [aForeignBadge({ person: b, subject: 's' })] },
      { foreignBadge: [aForeignBadge({ person: a, subject: 't' })] },
    ],
  },
  {
    of: 'grade (placement, person)',
    one: { grade: [aGrade({ placement: a, person: b })] },
    other: { grade: [aGrade({ placement: a, person: b })] },
    beside: [
      { grade: [aGrade({ placement: a, person: c })] },
      { grade: [aGrade({ placement: c, person: b })] },
    ],
  },
  {
    of: 'catalogue key',
    one: { catalogue: [anEntry('River', { key: 'library/river' })] },
    other: { catalogue: [anEntry('Another river', { key: 'library/river' })] },
    beside: [{ catalogue: [anEntry('River', { key: 'school/river' })] }],
  },
];

export function describeUniqueRules(newPlace: () => Place): void {
  describe('unique rules', () => {
    const { engine } = atNewPlace(newPlace);

    it.each(rules)('hold for $of', async ({ one, other }) => {
      await engine().records.keep(one);

      await expect(engine().records.keep(other)).rejects.toThrow(Stale);
    });

    it.each(rules)('hold within one keep for $of', async ({ one, other }) => {
      const [name] = Object.keys(one);
      const both = Object.fromEntries([
        [name, [...Object.values(one).flat(), ...Object.values(other).flat()]],
      ]);

      await expect(engine().records.keep(both)).rejects.toThrow(Stale);
    });

    it.each(rules)('leave room beside $of', async ({ one, beside }) => {
      await engine().records.keep(one);

      for (const more of beside) await expect(engine().records.keep(more)).resolves.toBeUndefined();
    });

    it('hold when a record changes into the way of another', async () => {
      const [library, school] = [anOrganiser({ slug: 'library' }), anOrganiser({ slug: 'school' })];
      await engine().records.keep({ organiser: [library, school] });

      const renamed = engine().records.keep({ organiser: [{ ...school, revision: 1, slug: 'library' }] });

      await expect(renamed).rejects.toThrow(Stale);
      expect(await engine().records.organisers.bySlug('school')).toEqual({ ...school, revision: 1 });
    });

    it('let a review follow one that was undone', async () => {
      const given = aReview();
      await engine().records.keep({ review: [given] });
      await engine().records.keep({ review: [{ ...given, revision: 1, undoneAt: at('09:01') }] });

      await engine().records.keep({ review: [{ ...given, id: anId(), decision: 'improve' }] });

      expect(await engine().records.reviews.of(given.work)).toHaveLength(2);
    });
  });
}
