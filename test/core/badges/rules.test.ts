import fc from 'fast-check';
import type { Award } from '../../../core/badges/award.ts';
import { isExpired, latestRound, standingOf } from '../../../core/badges/award.ts';
import type { Badge, EarnedBy } from '../../../core/badges/badge.ts';
import { expiry } from '../../../core/badges/expiry.ts';
import { afterJudging, firstVisibility, newAward, withProvenance } from '../../../core/badges/issuing.ts';
import { type AwardFacts, judgeAward, judgeRule, waitsFor } from '../../../core/badges/judge-award.ts';
import { judgeSharing } from '../../../core/badges/judge-sharing.ts';
import type { Provenance } from '../../../core/badges/provenance.ts';
import { yes } from '../../../core/explanation.ts';
import type { ActivityId, BadgeId, PlaylistId } from '../../../core/ids.ts';
import { dayMs, instant, later } from '../../../core/instant.ts';
import type { Audience } from '../../../core/lists.ts';
import { countsAsUnder18 } from '../../../core/people/counts-as-under-18.ts';
import {
  aBadge,
  aCommunity,
  aMembership,
  anAward,
  anId,
  aPlaylist,
  completed,
  monday,
  named,
} from '../../builders/index.ts';
import { cases } from '../../support/cases.ts';

const explore: EarnedBy = { by: 'activity', activity: named<ActivityId>('explore') };
const walk: EarnedBy = { by: 'playlist', playlist: named<PlaylistId>('walk') };
const playlist = {
  ...aPlaylist('fixed', 'explore!', 'interview!', 'podcast'),
  id: named<PlaylistId>('walk'),
};
const provenance: Provenance = {
  event: 'event-1',
  rule: explore,
  at: monday,
  community: null,
  reviewers: { peers: 2, organisers: 1 },
};

const facts: AwardFacts = {
  completed: completed('explore'),
  playlists: [playlist],
  held: [],
  isTestStudent: false,
  scores: new Map(),
  hasIssuerAddress: true,
  now: monday,
  earnedAt: monday,
  byHand: false,
};
const badge = aBadge({ earnedBy: [explore] });

/** Any badge with any history, in any circumstances. */
const situations: fc.Arbitrary<{ badge: Badge; facts: AwardFacts }> = fc
  .record({
    rules: fc.uniqueArray(fc.constantFrom('activity', 'playlist', 'score', 'code', 'hand'), {
      minLength: 1,
      maxLength: 5,
    }),
    score: fc.option(fc.constantFrom(0, 79, 80, 100)),
    done: fc.subarray(['explore', 'interview', 'podcast']),
    need: fc.option(fc.integer({ min: 1, max: 2 })),
    heldOthers: fc.subarray(['one', 'two', 'three']),
    latest: fc.constantFrom('none', 'waiting', 'issued', 'expired', 'revoked', 'withdrawn'),
    isActive: fc.boolean(),
    isTestStudent: fc.boolean(),
    hasIssuerAddress: fc.boolean(),
    byHand: fc.boolean(),
    isNew: fc.boolean(),
  })
  .map((given) => {
    const rules: Record<string, EarnedBy> = {
      activity: explore,
      playlist: walk,
      score: { by: 'score', activity: named('explore'), atLeast: 80 },
      code: { by: 'code' },
      hand: { by: 'hand' },
    };
    const made = aBadge({
      earnedBy: given.rules.flatMap((rule) => rules[rule] ?? []),
      prerequisites: given.need
        ? { badges: [named<BadgeId>('one'), named<BadgeId>('two')], need: given.need }
        : null,
      state: given.isActive ? 'active' : 'retired',
    });
    const own = given.latest === 'none' ? [] : [awardOf(made.id, given.latest)];
    const others = given.heldOthers.map((name) => anAward({ badge: named<BadgeId>(name) }));
    return {
      badge: made,
      facts: {
        completed: completed(...given.done),
        playlists: [playlist],
        held: [...own, ...others],
        isTestStudent: given.isTestStudent,
        scores: new Map(given.score === null ? [] : [[named<ActivityId>('explore'), given.score]]),
        hasIssuerAddress: given.hasIssuerAddress,
        now: later(monday, dayMs),
        earnedAt: given.isNew ? later(monday, dayMs) : null,
        byHand: given.byHand,
      },
    };
  });

function awardOf(id: BadgeId, state: string): Award {
  if (state === 'expired') return anAward({ badge: id, expiresAt: later(monday, 1) });
  const revoked = { at: monday, reason: 'wrong person', by: null };
  // The arbitrary above names nothing else.
  return anAward({
    badge: id,
    state: state as Award['state'],
    revoked: state === 'revoked' ? revoked : null,
  });
}

const isEarned = ({ badge: made, facts: there }: { badge: Badge; facts: AwardFacts }): boolean =>
  made.earnedBy.some((rule) => judgeRule(rule, there).verdict === 'yes');

describe('A badge is due', () => {
  it('when one of its rules holds and nothing is in the way, and then only; never to a test student', () => {
    fc.assert(
      fc.property(situations, (there) => {
        const latest = latestRound(there.facts.held, there.badge.id);
        if (latest || there.facts.byHand) return;
        const { verdict } = judgeAward(there.badge, there.facts);

        const isNone = there.badge.state !== 'active' || there.facts.isTestStudent;
        if (isNone || !isEarned(there)) expect(verdict).toBe('no');
        else expect(verdict).not.toBe('no');
      }),
      cases(),
    );
  });

  it('once per round: who has it gets no second one, whatever happens', () => {
    fc.assert(
      fc.property(situations, ({ badge: made, facts: there }) => {
        const held = [
          ...there.held.filter(({ badge: other }) => other !== made.id),
          anAward({ badge: made.id }),
        ];

        const answer = judgeAward(made, { ...there, held });

        expect([answer.verdict, answer.reason.is]).toEqual(['no', 'has-it']);
      }),
      cases(),
    );
  });

  it('with an explanation that agrees: issued on yes, waiting for exactly what it lists, nothing on no', () => {
    fc.assert(
      fc.property(situations, ({ badge: made, facts: there }) => {
        const answer = judgeAward(made, there);
        const award = newAward(made, earning(), answer);

        expect(waitsFor(answer).length > 0).toBe(answer.verdict === 'waiting');
        expect(award.state === 'issued').toBe(answer.verdict === 'yes');
        expect(award.waitsFor).toEqual(waitsFor(answer));
        expect(award.issuedAt === null).toBe(award.state !== 'issued');
      }),
      cases(),
    );
  });

  it('and never lost: what waits is issued by the first judgement after its reasons are gone, earned still or not', () => {
    fc.assert(
      fc.property(situations, ({ badge: made, facts: there }) => {
        const waits = anAward({ badge: made.id, state: 'waiting', issuedAt: null });
        const gone = {
          ...there,
          completed: new Set<never>(),
          hasIssuerAddress: true,
          held: [waits, anAward({ badge: named('one') }), anAward({ badge: named('two') })],
        };

        const answer = judgeAward(made, gone);

        expect(answer.verdict).toBe('yes');
        expect(afterJudging(waits, made, answer, gone.now)).toMatchObject({ state: 'issued', waitsFor: [] });
      }),
      cases(),
    );
  });

  it('tells the nearest way first', () => {
    const both = aBadge({ earnedBy: [{ by: 'hand' }, walk, explore] });

    const answer = judgeAward(both, { ...facts, completed: new Set() });

    expect(answer.because.map(({ reason }) => reason.is)).toEqual(['completion-missing', 'steps', 'by-hand']);
    expect(answer.reason).toEqual({ is: 'completion-missing', activity: 'explore' });
  });

  it('says which steps of its playlist are missing, and leaves optional ones out', () => {
    const answer = judgeAward(aBadge({ earnedBy: [walk] }), facts);

    expect(answer.reason).toEqual({ is: 'steps', playlist: 'walk', reached: 1, need: 2 });
    expect(answer.because[0]?.because.map(({ reason }) => reason)).toEqual([
      { is: 'completion-missing', activity: 'interview' },
    ]);
  });

  it.each([
    ['without its issuer’s address', { hasIssuerAddress: false }, null, [{ for: 'issuer-address' }]],
    [
      'without one of two badges before it',
      { held: [anAward({ badge: named('one') })] },
      2,
      [{ for: 'prerequisites', reached: 1, need: 2 }],
    ],
    [
      'without both',
      { hasIssuerAddress: false },
      1,
      [{ for: 'issuer-address' }, { for: 'prerequisites', reached: 0, need: 1 }],
    ],
  ])('waits %s', (_without, more, need, waits) => {
    const prerequisites = need ? { badges: [named<BadgeId>('one'), named<BadgeId>('two')], need } : null;

    expect(waitsFor(judgeAward({ ...badge, prerequisites }, { ...facts, ...more }))).toEqual(waits);
  });

  it.each([
    ['revoked', anAward({ state: 'revoked' })],
    ['expired', anAward({ expiresAt: monday })],
    ['waiting', anAward({ state: 'waiting' })],
  ])('not for a badge before it that is %s', (_how, before) => {
    const after = aBadge({ earnedBy: [explore], prerequisites: { badges: [before.badge], need: 1 } });

    expect(judgeAward(after, { ...facts, held: [before] }).verdict).toBe('waiting');
  });

  it('for any badges of its organiser, but not for itself or another’s', () => {
    const any = aBadge({ earnedBy: [explore], prerequisites: { badges: 'any', need: 1 } });
    const held = [anAward({ organiser: any.organiser })];

    expect(judgeAward(any, { ...facts, held: [anAward()] }).verdict).toBe('waiting');
    expect(judgeAward(any, { ...facts, held }).verdict).toBe('yes');
  });
});

describe('A round', () => {
  const revoked = anAward({
    badge: badge.id,
    state: 'revoked',
    revoked: { at: monday, reason: 'wrong person', by: null },
  });
  const expired = anAward({ badge: badge.id, expiresAt: monday });

  it.each([
    ['after a revocation, by earning', { held: [revoked] }, 'no', 'revoked'],
    ['after a revocation, by hand', { held: [revoked], byHand: true }, 'yes', 'due'],
    ['after expiry, by earning again', { held: [expired] }, 'yes', 'due'],
    ['after expiry, with nothing new', { held: [expired], earnedAt: null }, 'no', 'expired'],
    [
      'after expiry, by what came before it',
      { held: [expired], earnedAt: later(monday, -1) },
      'no',
      'expired',
    ],
    ['after expiry, by hand', { held: [expired], byHand: true, earnedAt: null }, 'yes', 'due'],
    ['by hand, of a badge that is not given so', { byHand: true }, 'no', 'not-by-hand'],
  ] as const)('%s: %s', (_when, more, verdict, reason) => {
    const answer = judgeAward(badge, { ...facts, ...more });

    expect([answer.verdict, answer.reason.is]).toEqual([verdict, reason]);
  });

  it('is judged by the latest, in whatever order they are read', () => {
    const first = { ...revoked, round: 1 };
    const second = anAward({ badge: badge.id, round: 2 });

    expect(latestRound([second, first], badge.id)).toBe(second);
    expect(latestRound([first, second], badge.id)).toBe(second);
  });

  it('gains a reason for each domain event once', () => {
    const award = anAward({ provenance: [provenance] });

    expect(withProvenance(award, { ...provenance, at: later(monday, 1) })).toBeNull();
    expect(withProvenance(award, { ...provenance, event: 'event-2' })?.provenance).toHaveLength(2);
  });
});

describe('An award', () => {
  it.each([
    ['2026-03-02T09:00:00.000Z', 'P1Y', '2027-03-02T09:00:00.000Z'],
    ['2024-02-29T09:00:00.000Z', 'P1Y', '2025-02-28T09:00:00.000Z'],
    ['2026-01-31T09:00:00.000Z', 'P1M', '2026-02-28T09:00:00.000Z'],
    ['2026-11-30T09:00:00.000Z', 'P3M', '2027-02-28T09:00:00.000Z'],
    ['2026-03-02T09:00:00.000Z', 'P2Y6M10D', '2028-09-12T09:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', 'P1D', '2027-01-01T23:59:59.999Z'],
  ])('issued at %s and good for %s ends at %s', (from, validFor, until) => {
    expect(expiry(instant(from), validFor)).toBe(until);
  });

  it('is expired from its last moment on', () => {
    const award = anAward({ expiresAt: monday });

    expect([isExpired(award, later(monday, -1)), isExpired(award, monday)]).toEqual([false, true]);
    expect(standingOf(award, monday)).toEqual({ is: 'expired', at: monday });
  });

  it('counts its validity from when it is issued, not from when it was earned', () => {
    const lasting = aBadge({ validFor: 'P1M' });
    const waits = anAward({ badge: lasting.id, state: 'waiting', issuedAt: null, earnedAt: monday });

    const issued = afterJudging(waits, lasting, yes({ is: 'due' }), later(monday, 10 * dayMs));

    expect(issued.expiresAt).toBe('2026-04-12T09:00:00.000Z');
  });
});

describe('Who counts as under 18', () => {
  const unknown = { age: { band: 'unknown', statedBy: null } } as const;
  const learningIn = (...audiences: Audience[]) => {
    const communities = audiences.map((audience) => aCommunity({ audience }));
    return { communities, memberships: communities.map(({ id }) => aMembership({ community: id })) };
  };

  it.each([
    [['adults'], false],
    [['mixed'], true],
    [['minors'], true],
    [['adults', 'mixed'], true],
    [['adults', 'adults'], false],
    [[], true],
  ] as const)('learning with %j: %s', (audiences, under) => {
    expect(countsAsUnder18(unknown, learningIn(...audiences))).toBe(under);
  });

  it('is not a teacher of minors, who says they are an adult', () => {
    const { communities, memberships } = learningIn('minors');
    const teaching = memberships.map((membership) => ({ ...membership, seat: 'teacher' as const }));

    expect(
      countsAsUnder18({ age: { band: 'adult', statedBy: 'self' } }, { communities, memberships: teaching }),
    ).toBe(false);
    expect(countsAsUnder18(unknown, { communities, memberships: teaching })).toBe(true);
  });

  it('decides who sees a new award: adults’ signed-in people, under 18 those of the activity', () => {
    expect(firstVisibility(false)).toEqual({
      badgeVisibility: 'signed-in',
      evidenceVisibility: 'organiser-people',
    });
    expect(firstVisibility(true)).toEqual({
      badgeVisibility: 'activity-people',
      evidenceVisibility: 'nobody',
    });
  });
});

describe('Sharing', () => {
  const verified = { verification: 'verified' } as const;

  const gone = anAward({ state: 'revoked', revoked: { at: monday, reason: 'wrong person', by: null } });

  it.each([
    ['allowed', anAward(), false, verified],
    ['under-18', anAward(), true, verified],
    ['organiser-unverified', anAward(), false, { verification: 'unverified' } as const],
    ['not-issued', anAward({ state: 'waiting' }), false, verified],
    ['expired', anAward({ expiresAt: monday }), false, verified],
    ['withdrawn', anAward({ state: 'withdrawn' }), false, verified],
    ['revoked', gone, false, verified],
  ])('answers %s', (reason, award, isUnder18, organiser) => {
    const answer = judgeSharing(award, { isUnder18, organiser, now: monday });

    expect(answer.reason.is).toBe(reason);
    expect(answer.verdict).toBe(reason === 'allowed' ? 'yes' : 'no');
  });
});

function earning() {
  return {
    id: anId<never>(),
    person: anId<never>(),
    round: 1,
    address: 'ADDRESS',
    recipient: { type: 'url', salt: 'salt', identity: 'sha256$0' } as const,
    isUnder18: false,
    provenance,
    now: monday,
  };
}
