import fc from 'fast-check';
import { judgeCompletion } from '../../../core/activities/judge-completion.ts';
import type { Task } from '../../../core/activities/task.ts';
import { type Check, type CheckFacts, checkOf, isStuck } from '../../../core/evidence/check.ts';
import { explainWork } from '../../../core/evidence/explain-work.ts';
import { type Hat, judgeOverruling, judgeReview } from '../../../core/evidence/judge-review.ts';
import type { Review } from '../../../core/evidence/review.ts';
import {
  approvals,
  standing,
  stateAfterReviews,
  workAfterReviews,
} from '../../../core/evidence/work-after-reviews.ts';
import { no } from '../../../core/explanation.ts';
import type { PersonId } from '../../../core/ids.ts';
import { dayMs, later, undoMs } from '../../../core/instant.ts';
import type { Checker } from '../../../core/lists.ts';
import { anActivity, aReview, aTask, monday, named, someEvidence, someWork } from '../../builders/index.ts';
import { cases } from '../../support/cases.ts';

const people = ['jan', 'eva', 'tim', 'ana'];

/** Up to eight words about versions 1 to 3, some of them taken back. */
const reviews: fc.Arbitrary<readonly Review[]> = fc.array(
  fc
    .record({
      evidenceVersion: fc.integer({ min: 1, max: 3 }),
      reviewer: fc.constantFrom(...people).map((name) => named<PersonId>(name)),
      decision: fc.constantFrom(
        'approve' as const,
        'approve' as const,
        'improve' as const,
        'reject' as const,
      ),
      isUndone: fc.boolean(),
    })
    .map(({ isUndone, ...said }) => aReview({ ...said, undoneAt: isUndone ? monday : null })),
  { maxLength: 8 },
);
const version = fc.integer({ min: 1, max: 3 });
const need = fc.integer({ min: 1, max: 3 });

describe('Work after its reviews', () => {
  it('ends in the same state whatever the order in which they were given', () => {
    const shuffled = reviews.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray([...some], { minLength: some.length })),
    );
    fc.assert(
      fc.property(shuffled, version, need, ([given, anyOrder], present, asked) => {
        expect(stateAfterReviews(anyOrder, present, { need: asked })).toBe(
          stateAfterReviews(given, present, { need: asked }),
        );
      }),
      cases(),
    );
  });

  it('counts nothing that was said about another version, and nothing that was taken back', () => {
    fc.assert(
      fc.property(reviews, version, need, (given, present, asked) => {
        const counting = given.filter((one) => one.evidenceVersion === present && one.undoneAt === null);

        expect(stateAfterReviews(given, present, { need: asked })).toBe(
          stateAfterReviews(counting, present, { need: asked }),
        );
      }),
      cases(),
    );
  });

  it('is finished exactly when enough different people approved and nobody sent it back', () => {
    fc.assert(
      fc.property(reviews, version, need, (given, present, asked) => {
        const said = given.filter((one) => one.evidenceVersion === present && one.undoneAt === null);
        const approved = new Set(said.filter((one) => one.decision === 'approve').map((one) => one.reviewer));
        const isSentBack = said.some((one) => one.decision !== 'approve');

        expect(stateAfterReviews(given, present, { need: asked }) === 'finished').toBe(
          approved.size >= asked && !isSentBack,
        );
      }),
      cases(),
    );
  });

  it('starts from nothing with every new version', () => {
    fc.assert(
      fc.property(reviews, need, (given, asked) => {
        expect(stateAfterReviews(given, 4, { need: asked })).toBe('in-review');
      }),
      cases(),
    );
  });

  it('settles ten seconds after the approval that finished it', () => {
    const work = someWork();
    const review = aReview({ work: work.id });

    const after = workAfterReviews(work, [review], { need: 1 }, monday);

    expect(after).toMatchObject({ state: 'finished', settlesAt: later(monday, undoMs), waitingSince: null });
  });

  it('waits since it was handed in, not since an approval was taken back', () => {
    const work = someWork({ state: 'finished', waitingSince: null, settlesAt: later(monday, undoMs) });
    const undone = aReview({ work: work.id, undoneAt: later(monday, 5_000) });

    const after = workAfterReviews(work, [undone], { need: 1 }, later(monday, 5_000), monday);

    expect(after).toMatchObject({ state: 'in-review', waitingSince: monday, settlesAt: null });
  });
});

describe('Who is asked', () => {
  const task = (who: Checker, count = 2): Task => aTask({ check: { who, count } });
  const facts: CheckFacts = {
    evidence: someEvidence(),
    isUnder18: true,
    peersJoined: 5,
    staff: 3,
    waitingSince: monday,
    now: monday,
  };
  const picture = someEvidence({
    items: [
      {
        kind: 'file',
        file: named('file'),
        name: 'kite.jpg',
        type: 'image/jpeg',
        medium: 'image',
        bytes: 9,
        alt: null,
      },
    ],
  });

  it.each([
    ['self', 'self', 0],
    ['peers', 'peers', 2],
    ['crew', 'peers', 2],
    ['crew-leads', 'peers', 2],
    ['organisers', 'organisers', 2],
  ] as const)('by a check of %s: %s, %i of them', (who, asked, count) => {
    expect(checkOf(task(who), facts)).toMatchObject({ who: asked, need: count, insteadOfPeers: false });
  });

  it.each([
    [3, 2],
    [2, 2],
    [1, 1],
    [0, 1],
  ])(
    'about a picture by under-18s, with %i organisers there: %i of them instead of peers',
    (staff, count) => {
      expect(checkOf(task('peers'), { ...facts, evidence: picture, staff })).toMatchObject({
        who: 'organisers',
        need: count,
        insteadOfPeers: true,
      });
    },
  );

  it('about a picture by adults: peers', () => {
    expect(checkOf(task('peers'), { ...facts, evidence: picture, isUnder18: false }).who).toBe('peers');
  });

  it('is offered to organisers at once where fewer peers have joined than are asked', () => {
    expect(checkOf(task('peers'), { ...facts, peersJoined: 1 }).offered?.reason).toEqual({
      is: 'too-few-peers',
      joined: 1,
      need: 2,
    });
  });

  it.each([
    [7, true, false],
    [14, true, true],
  ])('after %i days unanswered', (days, stuck, offered) => {
    const now = later(monday, days * dayMs);
    const before = later(now, -1);

    expect([isStuck(monday, before), isStuck(monday, now)]).toEqual([stuck && days > 7, stuck]);
    expect(checkOf(task('peers'), { ...facts, now }).offered !== null).toBe(offered);
    expect(checkOf(task('peers'), { ...facts, now: before }).offered).toBeNull();
  });
});

describe('Reviewing', () => {
  const work = someWork();
  const byPeers: Check = { who: 'peers', need: 2, insteadOfPeers: false, offered: null };
  const byOrganisers: Check = { who: 'organisers', need: 1, insteadOfPeers: false, offered: null };
  const offered: Check = { ...byPeers, offered: no({ is: 'too-few-peers', joined: 0, need: 2 }) };
  const instead: Check = { ...byOrganisers, insteadOfPeers: true };
  const judge = (hat: Hat, check: Check, decision: Review['decision'], more: object = {}) =>
    judgeReview({ work, check, reviews: [], reviewer: named('tim'), hat, ...more }, decision);

  it.each([
    ['author', byPeers, 'approve', 'own-evidence'],
    ['author', byOrganisers, 'reject', 'own-evidence'],
    ['peer', byPeers, 'approve', 'allowed'],
    ['peer', byPeers, 'improve', 'allowed'],
    ['peer', byPeers, 'reject', 'reject-is-for-organisers'],
    ['peer', byOrganisers, 'approve', 'wrong-role'],
    ['peer', instead, 'approve', 'under-18-media'],
    ['organiser', byOrganisers, 'approve', 'allowed'],
    ['organiser', byOrganisers, 'reject', 'allowed'],
    ['organiser', byPeers, 'approve', 'waits-for'],
    ['organiser', byPeers, 'improve', 'allowed'],
    ['organiser', byPeers, 'reject', 'allowed'],
    ['organiser', offered, 'approve', 'allowed'],
    ['organiser', instead, 'approve', 'allowed'],
    ['onlooker', byOrganisers, 'approve', 'wrong-role'],
  ] as const)('by an %s, of %j, to %s: %s', (hat, check, decision, reason) => {
    const answer = judge(hat, check, decision);

    expect(answer.reason.is).toBe(reason);
    expect(answer.verdict).toBe(reason === 'allowed' ? 'yes' : 'no');
  });

  it('counts each person once per version, and again after taking it back', () => {
    const said = aReview({ work: work.id, reviewer: named('tim') });

    expect(judge('peer', byPeers, 'approve', { reviews: [said] }).reason.is).toBe('already-reviewed');
    expect(judge('peer', byPeers, 'approve', { reviews: [{ ...said, undoneAt: monday }] }).verdict).toBe(
      'yes',
    );
    expect(judge('peer', byPeers, 'approve', { reviews: [{ ...said, evidenceVersion: 0 }] }).verdict).toBe(
      'yes',
    );
  });

  it.each(['open', 'to-improve', 'rejected', 'finished'] as const)(
    'finds nothing waiting in %s work',
    (state) => {
      expect(judge('organiser', byOrganisers, 'approve', { work: { ...work, state } }).reason.is).toBe(
        'nothing-waits',
      );
    },
  );

  it.each([
    ['in-review', true, 'allowed'],
    ['to-improve', true, 'allowed'],
    ['rejected', true, 'allowed'],
    ['open', true, 'nothing-waits'],
    ['finished', true, 'nothing-waits'],
    ['in-review', false, 'wrong-role'],
  ] as const)('can be overruled while %s, with the right: %s → %s', (state, hasRight, reason) => {
    const judged = judgeOverruling({ work: { ...work, state }, hat: 'organiser' }, hasRight);

    expect(judged.reason.is).toBe(reason);
    expect(judgeOverruling({ work, hat: 'author' }, true).reason.is).toBe('own-evidence');
  });

  it('lets every accepted word change something: who may approve moves the count by one', () => {
    fc.assert(
      fc.property(reviews, need, fc.constantFrom(...people), (given, asked, who) => {
        const reviewer = named<PersonId>(who);
        const facts = {
          work,
          check: { ...byPeers, need: asked },
          reviews: given,
          reviewer,
          hat: 'peer' as const,
        };
        if (judgeReview(facts, 'approve').verdict !== 'yes') return;

        const before = approvals(standing(given, 1));
        const after = approvals(standing([...given, aReview({ reviewer, work: work.id })], 1));

        expect(after).toBe(before + 1);
      }),
      cases(),
    );
  });
});

describe('Where work is', () => {
  it.each([
    ['open', 'no', 'nothing-handed-in'],
    ['in-review', 'waiting', 'waits-for'],
    ['to-improve', 'no', 'sent-back'],
    ['rejected', 'no', 'rejected'],
    ['finished', 'yes', 'finished'],
  ] as const)('when %s: %s, %s', (state, verdict, reason) => {
    const work = someWork({ state });

    const where = explainWork(work.task, work, [], { who: 'peers', need: 2 });

    expect([where.verdict, where.reason.is]).toEqual([verdict, reason]);
  });

  it('says how many more of whom', () => {
    const work = someWork();
    const reviewed = [aReview({ work: work.id, reviewer: named('jan') })];

    expect(explainWork(work.task, work, reviewed, { who: 'peers', need: 2 }).reason).toEqual({
      is: 'waits-for',
      task: work.task,
      peers: 1,
      organisers: 0,
    });
  });

  it('tells the words of who sent it back', () => {
    const work = someWork({ state: 'to-improve' });
    const reviewed = [aReview({ work: work.id, decision: 'improve', words: 'say what surprised you' })];

    expect(explainWork(work.task, work, reviewed, { who: 'peers', need: 2 }).reason).toEqual({
      is: 'sent-back',
      task: work.task,
      words: 'say what surprised you',
    });
  });
});

describe('An activity of tasks', () => {
  const states = ['open', 'in-review', 'to-improve', 'rejected', 'finished'] as const;
  const sheets = fc.record({
    states: fc.array(fc.constantFrom(...states), { minLength: 1, maxLength: 6 }),
    need: fc.option(fc.integer({ min: 1, max: 6 })),
    settled: fc.boolean(),
  });

  it('is complete exactly when as many settled tasks as needed are finished, all of them when it does not say', () => {
    fc.assert(
      fc.property(sheets, ({ states: given, need: asked, settled }) => {
        const tasks = given.map((_, index) => aTask({ id: named(`task-${index}`), position: index + 1 }));
        const activity = anActivity({ tasks, completedBy: { way: 'tasks', need: asked } });
        const settlesAt = settled ? monday : later(monday, 1);
        const work = given.map((state, index) =>
          someWork({
            task: named(`task-${index}`),
            state,
            settlesAt: state === 'finished' ? settlesAt : null,
          }),
        );

        const due = judgeCompletion(activity, { work, confirmed: null, hasDeclared: false, asOf: monday });

        const finished = settled ? given.filter((state) => state === 'finished').length : 0;
        const wanted = asked ?? given.length;
        expect(due.verdict === 'yes').toBe(finished >= wanted);
        expect(due.reason).toEqual({ is: 'tasks', reached: finished, need: wanted });
      }),
      cases(),
    );
  });

  it('without any task is never complete', () => {
    const activity = anActivity({ tasks: [], completedBy: { way: 'tasks', need: null } });

    expect(
      judgeCompletion(activity, { work: [], confirmed: null, hasDeclared: true, asOf: monday }).verdict,
    ).toBe('no');
  });
});
