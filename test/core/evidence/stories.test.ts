import { closeLateWork } from '../../../core/activities/close-late-work.ts';
import { completeActivity } from '../../../core/activities/complete-activity.ts';
import { joinActivity } from '../../../core/activities/join-activity.ts';
import { publishActivity } from '../../../core/activities/publish-activity.ts';
import { seeActivity } from '../../../core/activities/see-activity.ts';
import { keepUpload } from '../../../core/evidence/keep-upload.ts';
import { ListQueue, listQueue } from '../../../core/evidence/list-queue.ts';
import { overruleWork } from '../../../core/evidence/overrule-work.ts';
import { readEvidenceFile } from '../../../core/evidence/read-evidence-file.ts';
import { reopenWork } from '../../../core/evidence/reopen-work.ts';
import { reviewEvidence } from '../../../core/evidence/review-evidence.ts';
import { seeWork } from '../../../core/evidence/see-work.ts';
import { submitEvidence } from '../../../core/evidence/submit-evidence.ts';
import { takeBackEvidence } from '../../../core/evidence/take-back-evidence.ts';
import { undoReview } from '../../../core/evidence/undo-review.ts';
import type { Work } from '../../../core/evidence/work.ts';
import type { WorkId } from '../../../core/ids.ts';
import { dayMs, hourMs, later } from '../../../core/instant.ts';
import { operator, type Someone } from '../../../core/people/actor.ts';
import { seePlaylist } from '../../../core/playlists/see-playlist.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import { named, texts } from '../../builders/index.ts';
import { type City, openCity, written } from '../../support/city.ts';
import { doing, handingIn, ok } from '../../support/doing.ts';

let city: City;
let act: ReturnType<typeof doing>;
let mia: Someone;
let jan: Someone;
let eva: Someone;

/** Mia, Jan and Eva learn in course 7; Jan and Eva have joined the interview and can be asked as peers. */
async function open(audience: 'adults' | 'mixed' = 'adults') {
  city = await openCity(audience);
  act = doing(city);
  [mia, jan, eva] = [await city.learner('mia'), await city.learner('jan'), await city.learner('eva')];
  for (const who of [mia, jan, eva]) await act.declare(who, city.explore);
  for (const who of [jan, eva]) await act.join(who, city.interview);
}
beforeEach(() => open());
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const now = (work: Work) => city.ports.records.work.byId(work.id);
const view = async (who: Someone, nth = 0) => {
  const { step } = ok(
    await seeActivity(city.ports, who, {
      activity: city.interview.id,
      within: city.makers.id,
      preview: false,
    }),
  );
  const task = step.tasks[nth];
  if (!task) throw new Error('No such task');
  return task;
};
const queueOf = async (who: Someone, of: ListQueue['of'], all = false) =>
  ok(await listQueue(city.ports, who, ListQueue.parse({ of, all }))).items;
const classQueue = (who: Someone, all = false) =>
  queueOf(who, { kind: 'community', community: city.course7 }, all);
const peersQueue = (who: Someone) => queueOf(who, { kind: 'peers', activity: null });

describe('Handing in', () => {
  it('waits for review, joins the activity, and marks when it was', async () => {
    const work = await act.submit(mia, city.interview);

    const enrolment = await city.ports.records.enrolments.one(mia.person, {
      kind: 'activity',
      id: city.interview.id,
    });
    expect(work).toMatchObject({ state: 'in-review', evidenceVersion: 1, waitingSince: city.clock.now() });
    expect(enrolment).toMatchObject({ state: 'joined', startedAt: city.clock.now() });
  });

  it('the same form twice, or at the same moment, is once', async () => {
    const form = handingIn(city.interview);
    const answers = await Promise.all(
      [1, 2, 3].map(() => retryStale(() => submitEvidence(city.ports, mia, form))),
    );
    const later = await submitEvidence(city.ports, mia, form);

    const works = [...answers, later].map((answer) => ok(answer));
    const history = await city.ports.records.evidence.history(works[0]?.id ?? named('none'));
    expect(new Set(works.map(({ id, evidenceVersion }) => `${id} ${evidenceVersion}`)).size).toBe(1);
    expect(history).toHaveLength(1);
  });

  it('something else while it waits is refused: take it back first', async () => {
    await act.submit(mia, city.interview);

    const answer = await submitEvidence(city.ports, mia, handingIn(city.interview, 0, 'Another text'));

    expect(answer.refused).toEqual({ why: 'waits-already', evidenceVersion: 1 });
  });

  it('is refused in a locked step, and for a kind that is not taken', async () => {
    const zala = await city.learner('zala');
    const links = await city.publish({
      tasks: [{ ...taskWords('links'), accepts: ['link'], check: { who: 'self', count: 1 } }],
      completedBy: { way: 'tasks', need: null },
    });

    const locked = await submitEvidence(city.ports, zala, handingIn(city.interview));
    const wrong = await submitEvidence(city.ports, zala, handingIn(links));

    expect(locked.refused).toMatchObject({ why: 'step-locked', because: { reason: { is: 'locked-by' } } });
    expect(wrong.refused).toEqual({ why: 'kind-not-accepted', kind: 'text', accepts: ['link'] });
  });

  it('is enough where nobody checks: finished, and complete at once', async () => {
    const diary = await city.publish({
      tasks: [{ ...taskWords('diary'), check: { who: 'self', count: 1 } }],
      completedBy: { way: 'tasks', need: null },
    });

    const work = await act.submit(mia, diary);
    await city.settle();

    expect(work.state).toBe('finished');
    expect(await city.ports.records.completions.of(mia.person)).toContain(diary.id);
    expect((await submitEvidence(city.ports, mia, handingIn(diary))).refused).toEqual({
      why: 'finished-already',
    });
  });

  it('after the deadline of its course is marked late, and taken', async () => {
    const [placed] = await city.ports.records.placements.in(city.course7);
    if (!placed) throw new Error('Nothing is placed');
    await city.ports.records.keep({ placement: [{ ...placed, deadline: later(city.clock.now(), hourMs) }] });
    const inTime = await act.submit(mia, city.interview, 0);
    city.clock.advance(hourMs + 1);

    const late = await act.submit(mia, city.interview, 1);

    expect([inTime.isLate, late.isLate]).toEqual([false, true]);
  });

  it('after the deadline is refused where it was closed for late work, and taken where it was opened again', async () => {
    const [placed] = await city.ports.records.placements.in(city.course7);
    if (!placed) throw new Error('Nothing is placed');
    await city.ports.records.keep({ placement: [{ ...placed, deadline: later(city.clock.now(), hourMs) }] });
    const set = (takes: 'yes' | 'no') =>
      retryStale(() => closeLateWork(city.ports, city.iva, { activity: city.interview.id, takes }));
    ok(await set('no'));
    const before = await act.submit(mia, city.interview, 1);
    const waiting = await act.submit(jan, city.interview, 1);
    city.clock.advance(hourMs + 1);
    await act.review(city.iva, before, 'improve', 'Tell us more.');
    await act.review(city.iva, waiting);

    const improved = await submitEvidence(city.ports, mia, handingIn(city.interview, 1, 'More'));
    const first = await submitEvidence(city.ports, mia, handingIn(city.interview, 0));

    const shut = { why: 'late-work-closed', organiser: 'Mladi zmaji' };
    expect([improved.refused, first.refused]).toEqual([shut, shut]);
    expect(await view(mia)).toMatchObject({ canSubmit: false, isShutForLate: true });
    expect(await view(jan, 1)).toMatchObject({ state: 'finished', isShutForLate: false });

    ok(await set('yes'));
    expect((await act.submit(mia, city.interview, 1, 'More')).isLate).toBe(true);
  });

  it('is closed for late work once, by who may, without a new version, and still after publishing again', async () => {
    const { interview, ports } = city;
    const set = (by: Someone) => closeLateWork(ports, by, { activity: interview.id, takes: 'no' });
    const rita = await city.staff('rita', 'reviewer');
    const host = {
      ...(await city.staff('hana', 'member')),
      roles: [{ role: 'host', on: interview.id } as const],
    };

    const refusals = [await set(mia), await set(city.ana), await set(rita)].map(
      ({ refused }) => refused?.why,
    );
    const closed = await Promise.all([1, 2].map(() => retryStale(() => set(host))));

    expect(refusals).toEqual(['not-found', 'not-found', 'not-allowed']);
    const { revision } = ok(await set(city.iva));
    expect(closed.map((one) => [ok(one).revision, ok(one).version])).toEqual([
      [revision, interview.version],
      [revision, interview.version],
    ]);
    expect(revision).toBe(interview.revision + 1);

    const again = ok(
      await publishActivity(ports, operator, {
        organiser: city.zmaji,
        activity: interview.id,
        origin: null,
        makeBadge: true,
        content: written({ name: texts('Interview somebody') }),
      }),
    );
    expect(again).toMatchObject({ result: 'changed', activity: { closedLate: true, version: 2 } });
  });

  it('can be taken back while it waits; approvals of it lapse', async () => {
    const work = await act.submit(mia, city.interview);
    await act.review(jan, work);
    ok(await takeBackEvidence(city.ports, mia, { task: work.task }));

    const stale = await reviewEvidence(city.ports, eva, {
      work: work.id,
      evidenceVersion: 1,
      decision: 'approve',
      words: null,
    });
    const again = await act.submit(mia, city.interview, 0, 'Better.');
    await act.review(eva, again);

    expect(stale.refused).toEqual({ why: 'moved-on', state: 'open', evidenceVersion: 1 });
    expect(await now(work)).toMatchObject({ state: 'in-review', evidenceVersion: 2 });
    expect((await takeBackEvidence(city.ports, mia, { task: named('none') })).refused?.why).toBe(
      'nothing-handed-in',
    );
  });

  it('asks reviewers once per version', async () => {
    const work = await act.submit(mia, city.interview);
    await city.settle();
    await city.settle();

    expect(await now(work)).toMatchObject({ askedVersion: 1 });
  });
});

describe('Reviewing', () => {
  it('J3: a wish for improvement sends it back at once and voids approvals; both approve the next version', async () => {
    const first = await act.submit(mia, city.interview);
    await act.review(jan, first);
    await act.review(eva, first, 'improve', 'say what surprised you');
    const sentBack = await view(mia);
    const second = await act.submit(mia, city.interview, 0, 'I was surprised by the bees.');
    await act.review(jan, second);
    const half = await now(first);
    await act.review(eva, second);

    expect(sentBack).toMatchObject({ state: 'to-improve', canSubmit: true });
    expect(sentBack.evidence?.reviews.map(({ from, decision, words }) => [from, decision, words])).toEqual([
      ['peer', 'approve', null],
      ['peer', 'improve', 'say what surprised you'],
    ]);
    expect(second.evidenceVersion).toBe(2);
    expect(half?.state).toBe('in-review');
    expect((await now(first))?.state).toBe('finished');
  });

  it('of an old version counts nothing and tells the present one', async () => {
    const first = await act.submit(mia, city.interview);
    await act.review(eva, first, 'improve', 'once more');
    await act.submit(mia, city.interview, 0, 'Second');

    const stale = await reviewEvidence(city.ports, jan, {
      work: first.id,
      evidenceVersion: 1,
      decision: 'approve',
      words: null,
    });

    expect(stale.refused).toEqual({ why: 'moved-on', state: 'in-review', evidenceVersion: 2 });
    expect((await city.ports.records.reviews.of(first.id)).map(({ decision }) => decision)).toEqual([
      'improve',
    ]);
  });

  it.each(['improve', 'reject'] as const)('to %s needs words', async (decision) => {
    const work = await act.submit(mia, city.interview, 1);
    const input = { work: work.id, evidenceVersion: 1, decision };

    const empty = await reviewEvidence(city.ports, city.ana, { ...input, words: '' });
    const none = await reviewEvidence(city.ports, city.ana, { ...input, words: null });
    const said = await reviewEvidence(city.ports, city.ana, { ...input, words: 'say what surprised you' });

    expect([empty.refused, none.refused]).toEqual([
      { why: 'words-needed', least: 2 },
      { why: 'words-needed', least: 2 },
    ]);
    expect(said.done?.undoUntil).toBeNull();
    expect((await now(work))?.state).toBe(decision === 'improve' ? 'to-improve' : 'rejected');
  });

  it('twice with the same word is once; a second, different word is refused', async () => {
    const work = await act.submit(mia, city.interview);
    await act.review(jan, work);
    await act.review(jan, work);
    const other = await reviewEvidence(city.ports, jan, {
      work: work.id,
      evidenceVersion: 1,
      decision: 'improve',
      words: 'or not',
    });

    expect(await city.ports.records.reviews.of(work.id)).toHaveLength(1);
    expect(other.refused).toMatchObject({
      why: 'not-allowed',
      because: { reason: { is: 'already-reviewed' } },
    });
  });

  it('by two at the same moment counts both', async () => {
    const work = await act.submit(mia, city.interview);
    const input = { work: work.id, evidenceVersion: 1, decision: 'approve' as const, words: null };

    await Promise.all([jan, eva].map((who) => retryStale(() => reviewEvidence(city.ports, who, input))));

    expect((await now(work))?.state).toBe('finished');
  });

  it('is never one’s own, and not for who has not joined, sits elsewhere, or only looks on', async () => {
    const work = await act.submit(mia, city.interview);
    const input = { work: work.id, evidenceVersion: 1, decision: 'approve' as const, words: null };
    const zala = await city.learner('zala');
    const course8 = await city.course('Class 2.c');
    const stranger = await city.seated('bor', course8, 'learner');
    await joinActivity(
      city.ports,
      { ...stranger, seat: null },
      { activity: city.interview.id, within: null },
    );
    const teacher8 = await city.seated('cene', course8, 'teacher');
    const member = await city.staff('dan', 'member');

    const answers = await Promise.all(
      [mia, zala, stranger, teacher8, member].map((who) => reviewEvidence(city.ports, who, input)),
    );

    expect(
      answers.map((one) =>
        one.refused?.why === 'not-allowed' ? one.refused.because.reason.is : one.refused?.why,
      ),
    ).toEqual(['own-evidence', 'not-found', 'not-found', 'not-found', 'wrong-role']);
  });

  it('by a teacher whose grant has ended is refused with who could', async () => {
    const work = await act.submit(mia, city.interview, 1);
    const ended: Someone = { ...city.ana, grants: [] };

    const answer = await reviewEvidence(city.ports, ended, {
      work: work.id,
      evidenceVersion: 1,
      decision: 'approve',
      words: null,
    });

    expect(answer.refused).toMatchObject({ why: 'not-allowed', because: { reason: { is: 'wrong-role' } } });
  });

  it('of a peer who left the class counts no more', async () => {
    const work = await act.submit(mia, city.interview);
    const membership = await city.ports.records.memberships.one(city.course7, jan.person);
    if (membership) await city.ports.records.keep({ membership: [{ ...membership, state: 'inactive' }] });

    const answer = await reviewEvidence(city.ports, jan, {
      work: work.id,
      evidenceVersion: 1,
      decision: 'approve',
      words: null,
    });

    expect(answer.refused).toEqual({ why: 'not-found' });
  });
});

describe('Undoing', () => {
  const completed = () => city.ports.records.completions.of(mia.person);

  /** Task 2 is finished and settled; task 1 lacks one peer. */
  const almost = async () => {
    const [one, two] = [await act.submit(mia, city.interview, 0), await act.submit(mia, city.interview, 1)];
    await act.review(city.ana, two);
    await act.review(jan, one);
    await act.settle();
    return one;
  };

  it('is open for ten seconds after an approval; then the activity is complete', async () => {
    const work = await almost();
    const { undoUntil } = await act.review(eva, work);
    city.clock.advance(9_999);
    await city.settle();
    const before = await completed();
    city.clock.advance(1);
    await city.settle();

    expect(undoUntil).toBe(city.clock.now());
    expect(before).not.toContain(city.interview.id);
    expect(await completed()).toContain(city.interview.id);
    expect((await undoReview(city.ports, eva, { work: work.id })).refused).toEqual({ why: 'too-late' });
  });

  it('puts the work back where it was, and nothing follows', async () => {
    const work = await almost();
    await act.review(eva, work);
    city.clock.advance(9_999);
    ok(await undoReview(city.ports, eva, { work: work.id }));
    ok(await undoReview(city.ports, eva, { work: work.id }));
    city.clock.advance(60_000);
    await city.settle();

    expect(await now(work)).toMatchObject({
      state: 'in-review',
      settlesAt: null,
      waitingSince: work.waitingSince,
    });
    expect(await completed()).not.toContain(city.interview.id);
  });

  it('and approving again counts from then: the first approval brings nothing any more', async () => {
    const work = await almost();
    await act.review(eva, work);
    city.clock.advance(5_000);
    await undoReview(city.ports, eva, { work: work.id });
    await act.review(eva, work);
    city.clock.advance(5_000);
    await city.settle();
    const atTen = await completed();
    city.clock.advance(5_000);
    await city.settle();

    expect(atTen).not.toContain(city.interview.id);
    expect(await completed()).toContain(city.interview.id);
  });

  /** The same ports, but something happens between reading and writing, once. */
  const interrupted = (happens: () => Promise<unknown>): Ports => {
    const { records } = city.ports;
    let hasHappened = false;
    const keep: Ports['records']['keep'] = async (changes, events) => {
      if (!hasHappened) {
        hasHappened = true;
        await happens();
      }
      return records.keep(changes, events);
    };
    return { ...city.ports, records: { ...records, keep } };
  };

  it('at the very moment when it counts comes too late, and takes nothing away', async () => {
    const work = await almost();
    await act.review(eva, work);
    city.clock.advance(9_999);
    const ports = interrupted(async () => {
      city.clock.advance(1);
      await city.settle();
    });

    const answer = await retryStale(() => undoReview(ports, eva, { work: work.id }));

    expect(answer.refused).toEqual({ why: 'too-late' });
    expect((await now(work))?.state).toBe('finished');
    expect(await completed()).toContain(city.interview.id);
  });

  it('that is kept while what follows is on its way leaves nothing to follow', async () => {
    const work = await almost();
    await act.review(eva, work);
    const { person, activity, task, evidenceVersion } = work;
    // Told a moment early, as by an engine whose clock is ahead of ours.
    const event = {
      name: 'work.finished',
      payload: { person, activity, task, evidenceVersion },
      id: 'event',
      at: city.clock.now(),
      due: later(city.clock.now(), 10_000),
      by: null,
      community: null,
    } as const;
    city.clock.advance(9_999);
    const ports = interrupted(() => undoReview(city.ports, eva, { work: work.id }));

    await retryStale(() => completeActivity(ports, event));

    expect((await now(work))?.state).toBe('in-review');
    expect(await completed()).not.toContain(city.interview.id);
  });

  it('does not keep work from counting where our clock is a little behind the engine’s', async () => {
    const work = await almost();
    const at = city.clock.now();
    await act.review(eva, work);
    const { person, activity, task, evidenceVersion } = work;
    city.clock.advance(9_990);

    await completeActivity(city.ports, {
      name: 'work.finished',
      payload: { person, activity, task, evidenceVersion },
      id: 'event',
      at,
      due: later(at, 10_000),
      by: null,
      community: null,
    });

    expect(await completed()).toContain(city.interview.id);
  });

  it('is for approvals: what was sent back has reached the learner', async () => {
    const work = await act.submit(mia, city.interview);
    await act.review(jan, work, 'improve', 'once more');

    expect((await undoReview(city.ports, jan, { work: work.id })).refused).toEqual({ why: 'not-undoable' });
    expect((await undoReview(city.ports, eva, { work: work.id })).refused).toEqual({ why: 'not-undoable' });
  });

  it('one’s approval leaves an overruling since then alone', async () => {
    const work = await act.submit(mia, city.interview);
    await act.review(jan, work);
    const overruled = { work: work.id, evidenceVersion: 1, reason: 'I heard her tell it.' };
    ok(await overruleWork(city.ports, city.ana, overruled));
    ok(await undoReview(city.ports, jan, { work: work.id }));

    expect(await now(work)).toMatchObject({
      state: 'finished',
      overruled: { reason: 'I heard her tell it.' },
    });
  });
});

describe('Overruling', () => {
  const overruling = (work: Work, reason = 'I heard her tell it.') => ({
    work: work.id,
    evidenceVersion: work.evidenceVersion,
    reason,
  });

  it('finishes work by a recorded reason, after ten seconds in which it can be undone', async () => {
    const work = await act.submit(mia, city.interview);
    ok(await overruleWork(city.ports, city.ana, overruling(work)));
    ok(await overruleWork(city.ports, city.ana, overruling(work)));
    const finished = await now(work);
    ok(await undoReview(city.ports, city.ana, { work: work.id }));

    expect(finished).toMatchObject({
      state: 'finished',
      overruled: { by: city.ana.person, reason: 'I heard her tell it.' },
      settlesAt: later(city.clock.now(), 10_000),
    });
    expect(await now(work)).toMatchObject({ state: 'in-review', overruled: null, settlesAt: null });
  });

  it('needs a reason, the right and the present version', async () => {
    const work = await act.submit(mia, city.interview);
    const reviewer = await city.staff('oto', 'reviewer');

    const answers = [
      await overruleWork(city.ports, city.ana, overruling(work, '')),
      await overruleWork(city.ports, reviewer, overruling(work)),
      await overruleWork(city.ports, jan, overruling(work)),
      await overruleWork(city.ports, mia, overruling(work)),
      await overruleWork(city.ports, city.ana, { ...overruling(work), evidenceVersion: 7 }),
    ];

    expect(answers.map(({ refused }) => refused?.why)).toEqual([
      'reason-needed',
      'not-allowed',
      'not-allowed',
      'not-allowed',
      'moved-on',
    ]);
  });

  it('is offered at once where fewer peers have joined than are asked', async () => {
    const alone = await city.publish({
      tasks: [{ ...taskWords('alone'), check: { who: 'peers', count: 2 } }],
      completedBy: { way: 'tasks', need: null },
    });
    await placeAlso(alone.id);
    await act.submit(mia, alone);

    const [item] = await classQueue(city.ana);

    expect(item?.offered?.reason).toEqual({ is: 'too-few-peers', joined: 0, need: 2 });
    expect([item?.mayApprove.verdict, item?.mayOverrule.verdict]).toEqual(['yes', 'yes']);
  });
});

describe('Reopening', () => {
  const finish = async () => {
    const [one, two] = [await act.submit(mia, city.interview, 0), await act.submit(mia, city.interview, 1)];
    await act.review(jan, one);
    await act.review(eva, one);
    await act.review(city.ana, two);
    await act.settle();
    return one;
  };
  const reopening = (work: Work, reason = 'The text is somebody else’s.') => ({ work: work.id, reason });
  const progressOf = async () =>
    ok(await seePlaylist(city.ports, mia, { playlist: city.makers.id, preview: false })).progress;

  it('is the one way in which progress shrinks; the award stays', async () => {
    const work = await finish();
    const before = await progressOf();
    const { completionVoided } = ok(await reopenWork(city.ports, city.ana, reopening(work)));
    await city.settle();
    const after = await progressOf();

    const badge = await city.badgeOf(city.interview);
    const award = await city.ports.records.awards.latest(badge.id, mia.person);
    expect(completionVoided).toBe(true);
    expect([before.reached, after.reached]).toEqual([2, 1]);
    expect(award?.state).toBe('issued');
    expect(await view(mia)).toMatchObject({ state: 'open', canSubmit: true });
  });

  it('lets it be done again, which counts again and gives no second award', async () => {
    const work = await finish();
    await reopenWork(city.ports, city.ana, reopening(work));
    const again = await act.submit(mia, city.interview, 0, 'My own now.');
    await act.review(jan, again);
    await act.review(eva, again);
    await act.settle();

    const badge = await city.badgeOf(city.interview);
    const award = await city.ports.records.awards.latest(badge.id, mia.person);
    expect(await progressOf()).toMatchObject({ reached: 2 });
    expect([award?.round, award?.provenance.length]).toEqual([1, 2]);
  });

  it('after the playlist was complete, completes it again when it is done again', async () => {
    const work = await finish();
    await act.confirm(city.ana, city.openSpace, mia);
    await act.settle();
    const enrolment = () =>
      city.ports.records.enrolments.one(mia.person, { kind: 'playlist', id: city.makers.id });
    const complete = await enrolment();
    await reopenWork(city.ports, city.ana, reopening(work));
    const reopened = await enrolment();
    const again = await act.submit(mia, city.interview, 0, 'My own now.');
    await act.review(jan, again);
    await act.review(eva, again);
    await act.settle();

    expect([complete?.state, reopened?.state, (await enrolment())?.state]).toEqual([
      'completed',
      'joined',
      'completed',
    ]);
  });

  it('needs a reason and the right, and something finished', async () => {
    const waits = await act.submit(mia, city.interview, 1);
    const work = await overruled();

    const answers = [
      await reopenWork(city.ports, city.ana, reopening(work, '')),
      await reopenWork(city.ports, jan, reopening(work)),
      await reopenWork(city.ports, mia, reopening(work)),
      await reopenWork(city.ports, city.ana, reopening(waits)),
    ];

    expect(answers.map(({ refused }) => refused?.why)).toEqual([
      'reason-needed',
      'not-allowed',
      'not-allowed',
      'not-finished',
    ]);
  });

  it('leaves a completion alone that enough other tasks carry', async () => {
    const river = await city.publish({
      tasks: ['table', 'picture', 'letter'].map((key) => ({
        ...taskWords(key),
        check: { who: 'organisers' as const, count: 1 },
      })),
      completedBy: { way: 'tasks', need: 2 },
    });
    const works = [];
    for (const nth of [0, 1, 2]) works.push(await act.submit(mia, river, nth));
    for (const work of works) await act.review(city.iva, work);
    await act.settle();

    const [first] = works;
    const answer = first && ok(await reopenWork(city.ports, city.iva, reopening(first)));

    expect(answer?.completionVoided).toBe(false);
    expect(await city.ports.records.completions.of(mia.person)).toContain(river.id);
  });

  const overruled = async () => {
    const work = await act.submit(mia, city.interview, 0);
    return ok(
      await overruleWork(city.ports, city.ana, { work: work.id, evidenceVersion: 1, reason: 'I saw it.' }),
    ).work;
  };
});

describe('The queue', () => {
  it('of a teacher holds what waits for organisers, oldest first, with the name that the class knows', async () => {
    const zala = await city.learner('zala');
    await act.declare(zala, city.explore);
    await act.submit(zala, city.interview, 1, 'Zala’s');
    city.clock.advance(1000);
    await act.submit(mia, city.interview, 1, 'Mia’s');
    await act.submit(mia, city.interview, 0);

    const items = await classQueue(city.ana);

    expect(items.map(({ author }) => author.name)).toEqual(['zala Novak', 'mia Novak']);
    expect(items[0]?.evidence.items).toEqual([{ kind: 'text', text: 'Zala’s' }]);
    expect((await classQueue(city.ana, true)).length).toBe(3);
  });

  it('of a peer holds what waits for them, and not what they answered, or their own', async () => {
    const work = await act.submit(mia, city.interview);
    await act.submit(jan, city.interview);

    const before = await peersQueue(jan);
    await act.review(jan, work);

    expect(before.map(({ author }) => author.name)).toEqual(['mia Novak']);
    expect(await peersQueue(jan)).toEqual([]);
    expect((await peersQueue(eva)).length).toBe(2);
    expect(await peersQueue(await city.learner('zala'))).toEqual([]);
  });

  it('is counted on the learner’s playlist', async () => {
    await act.submit(mia, city.interview);

    const seen = ok(await seePlaylist(city.ports, jan, { playlist: city.makers.id, preview: false }));

    expect(seen.peersQueue).toBe(1);
    expect(seen.steps.map(({ peersQueue: waits }) => waits)).toEqual([0, 1, 0, 0]);
  });

  it('of an organiser holds what waits in all its activities, page by page', async () => {
    for (const who of [mia, jan, eva]) await act.submit(who, city.interview, 1);
    const of = { kind: 'organiser', organiser: city.zmaji } as const;

    const first = ok(await listQueue(city.ports, city.iva, ListQueue.parse({ of, size: 2 })));
    const second = ok(
      await listQueue(city.ports, city.iva, ListQueue.parse({ of, size: 2, after: first.next })),
    );

    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ work }) => work.id)).size).toBe(3);
  });

  it('of an organiser and of a class is read without what only peers were asked about', async () => {
    for (const who of [mia, jan, eva]) await act.submit(who, city.interview);
    await city.settle();
    const own = await act.submit(mia, city.interview, 1);
    const { evidence } = city.ports.records;
    const read: string[] = [];
    const history = (work: WorkId) => {
      read.push(work);
      return evidence.history(work);
    };
    const records = { ...city.ports.records, evidence: { ...evidence, history } };

    for (const [who, of] of [
      [city.iva, { kind: 'organiser', organiser: city.zmaji }],
      [city.ana, { kind: 'community', community: city.course7 }],
    ] as const)
      await listQueue({ ...city.ports, records }, who, ListQueue.parse({ of }));

    expect(read).toEqual([own.id, own.id]);
  });

  it('of another course is not found, of one’s own without a grant refused', async () => {
    const course8 = await city.course('Class 2.c');
    const teacher8 = await city.seated('cene', course8, 'teacher');
    const of = { kind: 'community', community: city.course7 } as const;
    const list = (who: Someone) => listQueue(city.ports, who, ListQueue.parse({ of }));

    expect((await list(teacher8)).refused).toEqual({ why: 'not-found' });
    expect((await list({ ...city.ana, grants: [] })).refused?.why).toBe('not-allowed');
    expect((await list(mia)).refused).toEqual({ why: 'not-found' });
  });

  it('shows stuck work after seven days, and offers peers’ work to organisers after fourteen', async () => {
    await act.submit(mia, city.interview);
    city.clock.advance(7 * dayMs);
    const week = await classQueue(city.ana, true);
    city.clock.advance(7 * dayMs);
    const fortnight = await classQueue(city.ana);

    expect(week.map(({ isStuck, mayApprove }) => [isStuck, mayApprove.verdict])).toEqual([[true, 'no']]);
    expect(fortnight[0]?.offered?.reason.is).toBe('unanswered-since');
    expect(fortnight[0]?.mayApprove.verdict).toBe('yes');
  });

  it('refreshes one piece of work, for those who may see it', async () => {
    const work = await act.submit(mia, city.interview);

    expect(ok(await seeWork(city.ports, jan, { work: work.id })).approvals).toEqual({ reached: 0, need: 2 });
    expect((await seeWork(city.ports, mia, { work: work.id })).refused).toEqual({ why: 'not-found' });
  });
});

describe('Files', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  async function* bytes() {
    yield png;
  }
  const upload = async (who: Someone) =>
    ok(await keepUpload(city.ports, who, bytes(), { name: 'kite.png', type: 'image/png' })).file;
  const withFile = (file: Awaited<ReturnType<typeof upload>>, nth = 0) => ({
    ...handingIn(city.interview, nth),
    items: [{ kind: 'file' as const, file, alt: 'A kite' }],
  });

  it('are handed in with what was found in their bytes', async () => {
    const file = await upload(mia);

    const work = ok(await submitEvidence(city.ports, mia, withFile(file)));
    const [evidence] = await city.ports.records.evidence.history(work.id);

    expect(evidence?.items[0]).toMatchObject({ kind: 'file', file, medium: 'image', alt: 'A kite' });
  });

  it('of somebody else, unknown ones, and those of yesterday are refused', async () => {
    const file = await upload(jan);
    const own = await upload(mia);

    const answers = [await submitEvidence(city.ports, mia, withFile(file))];
    answers.push(await submitEvidence(city.ports, mia, withFile(named('unknown'))));
    city.clock.advance(dayMs);
    answers.push(await submitEvidence(city.ports, mia, withFile(own)));

    expect(answers.map(({ refused }) => refused?.why)).toEqual(['file-gone', 'file-gone', 'file-gone']);
  });

  it('go after their day when they were not handed in, and stay when they were', async () => {
    const [unused, used] = [await upload(mia), await upload(mia)];
    ok(await submitEvidence(city.ports, mia, withFile(used)));
    city.clock.advance(2 * dayMs);
    await city.settle();

    expect(await city.ports.files.read(unused)).toBeNull();
    expect(await city.ports.files.read(used)).not.toBeNull();
  });

  it('stay even when the process died before it was noted that they were handed in', async () => {
    const file = await upload(mia);
    ok(await submitEvidence(city.ports, mia, withFile(file)));
    const until = later(city.clock.now(), dayMs);
    await city.ports.keyValues.put('files.uploaded', file, { person: mia.person, until });
    city.clock.advance(2 * dayMs);
    await city.settle();

    expect(await city.ports.files.read(file)).not.toBeNull();
  });

  it('go as well when the process died while it kept them', async () => {
    const { files } = city.ports;
    const put: typeof files.put = async (...given) => {
      await files.put(...given);
      throw new Error('Killed');
    };
    const dying = { ...city.ports, files: { ...files, put } };
    await keepUpload(dying, mia, bytes(), { name: 'kite.png', type: 'image/png' }).catch(() => {});
    const left = () => city.engine.holdings.page('file', null, 10);
    const before = await left();

    city.clock.advance(2 * dayMs);
    await city.settle();

    expect([before.length, (await left()).length]).toEqual([1, 0]);
  });

  it('can be handed in again with the next version', async () => {
    const file = await upload(mia);
    const work = ok(await submitEvidence(city.ports, mia, withFile(file)));
    await act.review(jan, work, 'improve', 'a word to it');

    expect((await submitEvidence(city.ports, mia, withFile(file))).refused).toBeUndefined();
  });

  it('are read by their author and by who may review them, and by nobody else', async () => {
    const file = await upload(mia);
    const work = ok(await submitEvidence(city.ports, mia, withFile(file)));
    const [evidence] = await city.ports.records.evidence.history(work.id);
    const read = (who: Someone) =>
      readEvidenceFile(city.ports, who, { evidence: evidence?.id ?? named('none'), file });
    const stranger = await city.seated('bor', await city.course('Class 2.c'), 'learner');

    const may = await Promise.all(
      [mia, jan, city.ana, city.iva, await city.learner('zala'), stranger].map(
        async (who) => !(await read(who)).refused,
      ),
    );
    await act.review(jan, work);
    await act.review(eva, work);

    expect(may).toEqual([true, true, true, true, false, false]);
    expect((await read(jan)).refused).toBeUndefined();
  });

  it('R11: a picture by under-18s goes to as many organisers as peers were asked, one if there is only one', async () => {
    await city.close();
    await open('mixed');
    const file = await upload(mia);
    const work = ok(await submitEvidence(city.ports, mia, withFile(file)));
    const task = await view(mia);
    const peer = await reviewEvidence(city.ports, jan, {
      work: work.id,
      evidenceVersion: 1,
      decision: 'approve',
      words: null,
    });
    await act.review(city.ana, work);
    const half = await now(work);
    await act.review(city.iva, work);

    expect(task.mediaGoesToOrganisers).toBe(true);
    expect(task.explanation.reason).toMatchObject({ is: 'waits-for', peers: 0, organisers: 2 });
    expect(peer.refused).toMatchObject({ why: 'not-allowed', because: { reason: { is: 'under-18-media' } } });
    expect(await peersQueue(jan)).toEqual([]);
    expect(work.isKeptFromPeers).toBe(true);
    expect([half?.state, (await now(work))?.state]).toEqual(['in-review', 'finished']);
  });
});

const taskWords = (key: string) => ({
  key,
  title: { original: 'en', in: { en: key } },
  instruction: { original: 'en', in: { en: 'Show it.' } },
  accepts: ['text' as const],
});

async function placeAlso(activity: Work['activity']): Promise<void> {
  const [placed] = await city.ports.records.placements.in(city.course7);
  if (!placed) throw new Error('Nothing is placed');
  await city.ports.records.keep({
    placement: [
      {
        ...placed,
        id: named('alone'),
        revision: 0,
        nativeLink: 'alone',
        subject: { kind: 'activity', id: activity },
      },
    ],
  });
}
