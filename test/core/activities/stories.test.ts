import { answerRequest } from '../../../core/activities/answer-request.ts';
import { completeActivity } from '../../../core/activities/complete-activity.ts';
import { confirmAttendance } from '../../../core/activities/confirm-attendance.ts';
import { confirmCompletion } from '../../../core/activities/confirm-completion.ts';
import { declareDone } from '../../../core/activities/declare-done.ts';
import { joinActivity } from '../../../core/activities/join-activity.ts';
import { leaveActivity } from '../../../core/activities/leave-activity.ts';
import { ListRequests, listRequests } from '../../../core/activities/list-requests.ts';
import { seeActivity } from '../../../core/activities/see-activity.ts';
import { undoConfirmation } from '../../../core/activities/undo-confirmation.ts';
import { Stale } from '../../../core/faults.ts';
import { instant } from '../../../core/instant.ts';
import { nobody, type Someone } from '../../../core/people/actor.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import { aMembership, anActor, anId, texts } from '../../builders/index.ts';
import { type City, openCity } from '../../support/city.ts';
import { doing, ok } from '../../support/doing.ts';

let city: City;
let act: ReturnType<typeof doing>;
let luka: Someone;
beforeEach(async () => {
  city = await openCity();
  act = doing(city);
  luka = await city.learner('luka');
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const completed = (who: Someone) => city.ports.records.completions.of(who.person);

describe('Declaring an activity done', () => {
  it('completes it, and joins it and the playlist it is a step of', async () => {
    await act.declare(luka, city.explore);
    await city.settle();

    const enrolments = await city.ports.records.enrolments.of(luka.person);
    expect(await completed(luka)).toEqual(new Set([city.explore.id]));
    expect(new Set(enrolments.map(({ subject, state }) => `${subject.kind} ${state}`))).toEqual(
      new Set(['activity completed', 'playlist joined']),
    );
  });

  it('twice is once', async () => {
    const [first, second] = [await act.declare(luka, city.explore), await act.declare(luka, city.explore)];

    expect(second.id).toBe(first.id);
  });

  it('by two clicks at the same moment is once', async () => {
    const input = { activity: city.explore.id, within: city.makers.id };

    const both = await Promise.all([
      retryStale(() => declareDone(city.ports, luka, input)),
      retryStale(() => declareDone(city.ports, luka, input)),
    ]);

    expect(new Set(both.map((one) => ok(one).id)).size).toBe(1);
  });

  it('is refused where something else completes it, with what does', async () => {
    const answer = await declareDone(city.ports, luka, { activity: city.interview.id, within: null });

    expect(answer.refused).toEqual({ why: 'other-way', way: 'tasks' });
  });

  it('is refused while a step before it is missing, and says which', async () => {
    const second = await city.publish({ name: texts('Second'), completedBy: { way: 'declaration' } });
    const playlist = { ...city.makers, steps: city.makers.steps.map((step) => ({ ...step })) };
    await city.ports.records.keep({
      playlist: [
        { ...playlist, steps: [...playlist.steps, { activity: second.id, isMandatory: true, position: 5 }] },
      ],
    });

    const answer = await declareDone(city.ports, luka, { activity: second.id, within: city.makers.id });

    expect(answer.refused).toMatchObject({ why: 'step-locked', because: { reason: { is: 'locked-by' } } });
  });

  it('finds the playlist that the course placed when no link names it, so that nothing goes around a lock', async () => {
    const alone = await declareDone(city.ports, luka, { activity: city.explore.id, within: null });
    await city.settle();

    const joined = await city.ports.records.enrolments.one(luka.person, {
      kind: 'playlist',
      id: city.makers.id,
    });
    expect(alone.done?.how).toBe('declaration');
    expect(joined?.state).toBe('joined');
  });

  it.each([
    ['its teacher', 'teacher'],
    ['a visitor', 'visitor'],
  ] as const)('counts nothing for %s', async (_who, seat) => {
    const someone = { ...anActor(), seat: { community: city.course7, as: seat } };
    await city.ports.records.keep({
      membership: [aMembership({ community: city.course7, person: someone.person, seat })],
    });

    const answer = await declareDone(city.ports, someone, { activity: city.explore.id, within: null });

    expect(answer.refused).toMatchObject({
      why: 'not-allowed',
      because: { reason: { is: 'earns-nothing' } },
    });
    expect(await completed(someone)).toEqual(new Set());
  });

  it('counts nothing for a teacher who switched to the role of a learner', async () => {
    const looking: Someone = { ...city.ana, seat: { community: city.course7, as: 'learner' } };

    const answer = await declareDone(city.ports, looking, { activity: city.explore.id, within: null });

    expect(answer.refused).toMatchObject({ because: { reason: { is: 'earns-nothing', as: 'teacher' } } });
  });
});

describe('Seeing an activity', () => {
  it('completes nothing and joins nothing', async () => {
    await seeActivity(city.ports, luka, {
      activity: city.explore.id,
      within: city.makers.id,
      preview: false,
    });
    await city.settle();

    expect(await completed(luka)).toEqual(new Set());
    expect(await city.ports.records.enrolments.of(luka.person)).toEqual([]);
  });

  it.each([
    ['anyone', true, true, true, true],
    ['signed-in', false, true, true, true],
    ['organiser-people', false, false, false, true],
    ['activity-people', false, false, false, true],
    ['nobody', false, false, false, true],
  ] as const)(
    'for %s shows it to nobody signed in: %s, somebody: %s, the class: %s, staff: %s',
    async (visibility, ...expected) => {
      const activity = await city.publish({ visibility });
      const input = { activity: activity.id, within: null, preview: false };

      const seen = await Promise.all(
        [nobody, anActor(), luka, city.iva].map((who) => seeActivity(city.ports, who, input)),
      );

      expect(seen.map(({ refused }) => !refused)).toEqual(expected);
    },
  );

  it('previews it as somebody new sees it, whoever looks', async () => {
    await act.declare(luka, city.explore);

    const input = { activity: city.explore.id, within: city.makers.id };
    const own = ok(await seeActivity(city.ports, luka, { ...input, preview: false }));
    const preview = ok(await seeActivity(city.ports, luka, { ...input, preview: true }));
    const teachers = ok(await seeActivity(city.ports, city.ana, { ...input, preview: true }));

    expect([own.step.state, preview.step.state, preview.step.canDeclare]).toEqual(['done', 'open', true]);
    expect(preview.within?.progress).toEqual({ reached: 0, needed: 3, extra: 0 });
    expect(teachers.step.canDeclare).toBe(true);
  });
});

describe('Joining', () => {
  const asking = async () => city.publish({ joining: 'on-request', completedBy: { way: 'organiser' } });

  it('an activity where somebody has to agree makes a request, answered once', async () => {
    const activity = await asking();
    const request = await act.join(luka, activity);
    const listed = ok(
      await listRequests(city.ports, city.iva, ListRequests.parse({ organiser: city.zmaji })),
    );
    const answer = { activity: activity.id, person: luka.person, accept: true, reason: null };

    const joined = ok(await answerRequest(city.ports, city.iva, answer));
    const again = await answerRequest(city.ports, city.iva, answer);

    expect(request.state).toBe('requested');
    expect(listed.items.map(({ name }) => name)).toEqual(['Otter of luka']);
    expect(joined.state).toBe('joined');
    expect(again.refused).toEqual({ why: 'answered-already', state: 'joined' });
  });

  it('needs a reason to be refused, and a no stands', async () => {
    const activity = await asking();
    await act.join(luka, activity);
    const no = { activity: activity.id, person: luka.person, accept: false };

    const without = await answerRequest(city.ports, city.iva, { ...no, reason: '' });
    const refusal = await answerRequest(city.ports, city.iva, { ...no, reason: 'For those over 16.' });
    const again = await joinActivity(city.ports, luka, { activity: activity.id, within: null });

    expect(without.refused).toEqual({ why: 'reason-needed', least: 2 });
    expect(refusal.done?.reason).toBe('For those over 16.');
    expect(again.refused?.why).toBe('step-locked');
  });

  it('is by invitation where a teacher placed it', async () => {
    const activity = await asking();
    const course = await city.course('Class 3.a');
    const mia = await city.seated('mia', course, 'learner');
    const placed = (await city.ports.records.placements.in(course))[0];
    if (!placed) throw new Error('Nothing is placed');
    await city.ports.records.keep({
      placement: [{ ...placed, subject: { kind: 'activity', id: activity.id } }],
    });

    expect((await act.join(mia, activity)).state).toBe('joined');
    expect((await act.join(luka, activity)).state).toBe('requested');
  });

  it('takes a request back, which lets nobody in by the back door', async () => {
    const activity = await asking();
    await act.join(luka, activity);
    const gone = ok(await leaveActivity(city.ports, luka, { activity: activity.id }));

    expect(gone.state).toBe('declined');
    expect((await act.join(luka, activity)).state).toBe('requested');
  });

  it('is refused to who only guesses at requests', async () => {
    const activity = await asking();
    await act.join(luka, activity);
    const input = { activity: activity.id, person: luka.person, accept: true, reason: null };
    const reviewer = await city.staff('oto', 'reviewer');

    expect((await answerRequest(city.ports, anActor(), input)).refused).toEqual({ why: 'not-found' });
    expect((await answerRequest(city.ports, reviewer, input)).refused?.why).toBe('not-allowed');
  });

  it('an event before it starts keeps the place', async () => {
    await act.declare(luka, city.explore);
    const onTheWeb: Someone = { ...luka, seat: null };

    expect((await act.join(onTheWeb, city.openSpace)).state).toBe('joined');
  });

  it('gives the last place to one of two who come at the same moment', async () => {
    const when = {
      startsAt: instant('2026-10-20T08:00:00.000Z'),
      endsAt: instant('2026-10-20T09:00:00.000Z'),
      zone: 'Europe/Ljubljana',
    };
    const activity = await city.publish({ when, capacity: 1 });
    const jan = await city.learner('jan');
    const input = { activity: activity.id, within: null };

    const both = await Promise.all(
      [luka, jan].map((who) => retryStale(() => joinActivity(city.ports, who, input))),
    );

    expect(both.map((one) => one.refused?.why ?? 'joined').toSorted()).toEqual(['joined', 'step-locked']);
  });

  it('again after leaving keeps what was begun', async () => {
    await act.declare(luka, city.explore);
    await act.submit(luka, city.interview);
    await leaveActivity(city.ports, luka, { activity: city.interview.id });

    await act.join(luka, city.interview);
    const view = ok(
      await seeActivity(city.ports, luka, { activity: city.interview.id, within: null, preview: false }),
    );

    expect(view.step.tasks[0]?.state).toBe('in-review');
  });

  it('leaves nothing that was never joined', async () => {
    await act.declare(luka, city.explore);

    expect((await leaveActivity(city.ports, luka, { activity: city.interview.id })).refused).toEqual({
      why: 'not-found',
    });
    expect((await leaveActivity(city.ports, luka, { activity: city.explore.id })).refused).toEqual({
      why: 'not-joined',
      state: 'completed',
    });
  });
});

describe('Confirming by hand', () => {
  const confirming = (...people: Someone[]) => ({
    activity: city.openSpace.id,
    persons: people.map(({ person }) => person),
  });

  it('completes after ten seconds and not before, also for who had not joined yet', async () => {
    await act.confirm(city.ana, city.openSpace, luka);

    city.clock.advance(9_999);
    await city.settle();
    const before = await completed(luka);
    city.clock.advance(1);
    await city.settle();

    expect(before).toEqual(new Set());
    expect(await completed(luka)).toEqual(new Set([city.openSpace.id]));
    const kept = await city.ports.records.completions.one(luka.person, city.openSpace.id);
    expect(kept).toMatchObject({ how: 'attendance', by: city.ana.person });
  });

  it('can be undone within ten seconds, and then nothing follows', async () => {
    await act.confirm(city.ana, city.openSpace, luka);
    city.clock.advance(9_999);

    const undone = ok(await undoConfirmation(city.ports, city.ana, confirming(luka)));
    city.clock.advance(60_000);
    await city.settle();

    expect(undone.undone).toEqual([luka.person]);
    expect(await completed(luka)).toEqual(new Set());
  });

  it('cannot be undone when it has counted, nor by somebody else', async () => {
    await act.confirm(city.ana, city.openSpace, luka);
    const others = await undoConfirmation(city.ports, city.iva, confirming(luka));
    city.clock.advance(10_000);

    const late = await undoConfirmation(city.ports, city.ana, confirming(luka));
    await city.settle();

    expect(others.refused).toEqual({ why: 'not-found' });
    expect(late.refused).toEqual({ why: 'too-late' });
    expect(await completed(luka)).toEqual(new Set([city.openSpace.id]));
  });

  it('again after undoing counts from then: the first word brings nothing any more', async () => {
    await act.confirm(city.ana, city.openSpace, luka);
    city.clock.advance(5_000);
    await undoConfirmation(city.ports, city.ana, confirming(luka));
    await act.confirm(city.ana, city.openSpace, luka);

    city.clock.advance(5_000);
    await city.settle();
    const atTen = await completed(luka);
    city.clock.advance(5_000);
    await city.settle();

    expect(atTen).toEqual(new Set());
    expect(await completed(luka)).toEqual(new Set([city.openSpace.id]));
  });

  it('twice is once, and tells each person’s answer', async () => {
    const jan = await city.learner('jan');
    const other = await city.seated('other', await city.course('Class 3.a', { isGranted: false }), 'learner');
    const test = { ...anActor(), seat: null };
    await city.ports.records.keep({
      membership: [aMembership({ community: city.course7, person: test.person, isTest: true })],
    });
    await act.confirm(city.ana, city.openSpace, jan);
    await act.settle();

    const list = confirming(luka, luka, jan, other, test, city.ana);
    const first = ok(await confirmAttendance(city.ports, city.ana, list));
    const second = ok(await confirmAttendance(city.ports, city.ana, list));

    expect(first.rows.map(({ result }) => result)).toEqual([
      'confirmed',
      'has-it',
      'not-there',
      'earns-nothing',
      'own',
    ]);
    expect(second).toEqual(first);
  });

  it('is for granted teachers of the course, and hosts, owners and managers: others learn why, or nothing', async () => {
    const other = await city.course('Class 3.a', { isGranted: false });
    const ungranted = await city.seated('bor', other, 'teacher');
    const stranger = await city.seated('cene', await city.course('Class 4.c', { places: anId() }), 'teacher');
    const reviewer = await city.staff('oto', 'reviewer');
    const input = confirming(luka);

    const answers = [];
    for (const who of [city.ana, city.iva, ungranted, stranger, luka, reviewer]) {
      answers.push(await confirmAttendance(city.ports, who, input));
    }

    expect(answers.map((one) => one.refused?.why ?? 'done')).toEqual([
      'done',
      'done',
      'not-allowed',
      'not-found',
      'not-allowed',
      'not-allowed',
    ]);
  });

  it('is refused where something else completes it', async () => {
    const answer = await confirmCompletion(city.ports, city.ana, confirming(luka));

    expect(answer.refused).toEqual({ why: 'other-way', way: 'attendance' });
  });

  it('follows only once however often it is told', async () => {
    await act.confirm(city.ana, city.openSpace, luka);
    await act.settle();
    const before = await city.ports.records.completions.one(luka.person, city.openSpace.id);
    const event = {
      name: 'activity.confirmed',
      payload: { person: luka.person, activity: city.openSpace.id },
      id: 'event',
      at: city.clock.now(),
      by: null,
      community: null,
    } as const;

    await completeActivity(city.ports, event);

    expect(await city.ports.records.completions.one(luka.person, city.openSpace.id)).toEqual(before);
  });

  it('and undoing at the very moment when it counts: one of the two, never both', async () => {
    await act.confirm(city.ana, city.openSpace, luka);
    const enrolment = await city.ports.records.enrolments.one(luka.person, {
      kind: 'activity',
      id: city.openSpace.id,
    });
    await act.settle();

    const late = city.ports.records.keep({ enrolment: enrolment ? [{ ...enrolment, confirmed: null }] : [] });

    await expect(late).rejects.toThrow(Stale);
  });
});
