import fc from 'fast-check';
import type { JoiningFacts } from '../../../core/activities/judge-joining.ts';
import { judgeJoining } from '../../../core/activities/judge-joining.ts';
import type { Standing } from '../../../core/activities/standing.ts';
import type { ActivityId } from '../../../core/ids.ts';
import { dayMs, later } from '../../../core/instant.ts';
import { judgeStep, lockedBy, openSteps } from '../../../core/playlists/judge-step.ts';
import { isComplete, percent, progress } from '../../../core/playlists/progress.ts';
import {
  anActivity,
  anEnrolment,
  anId,
  aPlacement,
  aPlaylist,
  completed,
  monday,
  named,
  namesOf,
} from '../../builders/index.ts';
import { cases } from '../../support/cases.ts';

const nowhere: Standing = {
  now: monday,
  person: anId(),
  seat: null,
  completed: new Set(),
  enrolments: [],
  memberships: [],
  communities: [],
  placements: [],
};

/** A playlist of up to eight steps, and the set of those that are done. */
const walks = (sequence?: 'fixed' | 'flexible') =>
  fc
    .record({
      sequence: sequence ? fc.constant(sequence) : fc.constantFrom('fixed' as const, 'flexible' as const),
      steps: fc.array(fc.record({ isMandatory: fc.boolean(), isDone: fc.boolean() }), {
        minLength: 1,
        maxLength: 8,
      }),
    })
    .map(({ sequence: order, steps }) => ({
      playlist: aPlaylist(order, ...steps.map((step, index) => `s${index}${step.isMandatory ? '!' : ''}`)),
      done: completed(...steps.flatMap((step, index) => (step.isDone ? [`s${index}`] : []))),
    }));

describe('Progress', () => {
  it('counts the needed steps, and the others beside them', () => {
    const playlist = aPlaylist('fixed', 'explore!', 'podcast', 'interview!', 'open-space!');

    const sum = progress(playlist, completed('explore', 'podcast', 'elsewhere'));

    expect(sum).toEqual({ reached: 1, needed: 3, extra: 1 });
    expect(percent(sum)).toBe(33);
    expect(isComplete(sum)).toBe(false);
  });

  it('says 100 exactly when all needed steps are done, and never shrinks when one more is', () => {
    fc.assert(
      fc.property(walks(), fc.nat(7), ({ playlist, done }, index) => {
        const before = progress(playlist, done);
        const after = progress(playlist, new Set([...done, named<ActivityId>(`s${index}`)]));

        expect(percent(before) === 100).toBe(isComplete(before));
        expect(percent(after)).toBeGreaterThanOrEqual(percent(before));
        expect(Number.isInteger(percent(after))).toBe(true);
        expect(before.reached + before.extra).toBe(
          playlist.steps.filter(({ activity }) => done.has(activity)).length,
        );
      }),
      cases(),
    );
  });
});

describe('A step', () => {
  it('lets optional steps be left out', () => {
    const playlist = aPlaylist('fixed', 'explore!', 'podcast', 'interview!');

    const open = openSteps(playlist, completed('explore'));

    expect(namesOf(open)).toEqual(['explore', 'podcast', 'interview']);
  });

  it('of a fixed playlist is locked by exactly the needed steps before it that are not done', () => {
    fc.assert(
      fc.property(walks('fixed'), ({ playlist, done }) => {
        playlist.steps.forEach(({ activity, position }) => {
          const before = playlist.steps.filter((step) => step.position < position);
          const missing = before.filter((step) => step.isMandatory && !done.has(step.activity));

          expect(lockedBy(playlist, activity, done)).toEqual(missing.map((step) => step.activity));
        });
      }),
      cases(),
    );
  });

  it('opens in order: the first needed step that is not done is always open, and no needed one after it', () => {
    fc.assert(
      fc.property(walks('fixed'), ({ playlist, done }) => {
        const left = playlist.steps.filter((step) => step.isMandatory && !done.has(step.activity));
        const open = new Set(namesOf(openSteps(playlist, done)));

        expect(left.map(({ activity }) => open.has(activity))).toEqual(left.map((_, index) => index === 0));
      }),
      cases(),
    );
  });

  it('of a flexible playlist is locked by none', () => {
    fc.assert(
      fc.property(walks('flexible'), ({ playlist, done }) => {
        expect(openSteps(playlist, done)).toEqual(playlist.steps);
      }),
      cases(),
    );
  });

  it('names the way to a yes: doing exactly what locks it opens it', () => {
    fc.assert(
      fc.property(walks(), fc.nat(7), ({ playlist, done }, nth) => {
        const step = playlist.steps[nth % playlist.steps.length];
        const activity = anActivity({ id: step?.activity ?? anId() });
        const facts = { activity, within: playlist, placed: [], taken: 0 };
        const why = judgeStep({ ...facts, standing: { ...nowhere, completed: done } });
        const locks = why.reason.is === 'locked-by' ? why.reason.steps : [];

        const after = judgeStep({
          ...facts,
          standing: { ...nowhere, completed: new Set([...done, ...locks]) },
        });

        expect(why.verdict).toBe(locks.length > 0 ? 'no' : 'yes');
        expect(why.because.map(({ reason }) => reason)).toEqual(
          locks.map((lock) => ({ is: 'completion-missing', activity: lock })),
        );
        expect(after.verdict).toBe('yes');
      }),
      cases(),
    );
  });

  const event = anActivity({
    when: { startsAt: later(monday, dayMs), endsAt: later(monday, 2 * dayMs), zone: 'Europe/Ljubljana' },
    capacity: 2,
  });
  const joined = (activity = event) => [anEnrolment({ subject: { kind: 'activity', id: activity.id } })];
  const alone = (
    more: Partial<JoiningFacts> & { now?: typeof monday; enrolments?: Standing['enrolments'] },
  ) => {
    const { now = monday, enrolments = [], ...facts } = more;
    const standing = { ...nowhere, now, enrolments };
    return judgeStep({ activity: event, placed: [], taken: 0, within: null, standing, ...facts });
  };

  it.each([
    ['before it starts', {}, 'not-started-yet'],
    ['once it has started', { now: later(monday, dayMs) }, 'open'],
    ['when it is over, for confirming', { now: later(monday, 9 * dayMs) }, 'open'],
    ['with no place left', { taken: 2, now: later(monday, dayMs) }, 'full'],
    [
      'with no place left, for who has one',
      { taken: 2, now: later(monday, dayMs), enrolments: joined() },
      'open',
    ],
    [
      'full, but at no time: capacity does not bind',
      { taken: 9, activity: { ...event, when: null } },
      'open',
    ],
    ['after the last day to apply', { activity: anActivity({ applyBefore: monday }) }, 'deadline-passed'],
    [
      'a moment before the last day to apply',
      { activity: anActivity({ applyBefore: later(monday, 1) }) },
      'open',
    ],
    ['published no more', { activity: anActivity({ state: 'unpublished' }) }, 'unpublished'],
    ['where somebody has to agree', { activity: anActivity({ joining: 'on-request' }) }, 'invitation-needed'],
    [
      'where somebody has to agree, and a teacher placed it',
      { activity: anActivity({ joining: 'by-invitation' }), placed: [aPlacement()] },
      'open',
    ],
  ] as const)('%s', (_when, facts, reason) => {
    const answer = alone(facts);

    expect(answer.reason.is).toBe(reason);
    expect(answer.verdict).toBe(reason === 'open' ? 'yes' : 'no');
  });

  it('is not shut by its last day to apply for who has joined', () => {
    const activity = anActivity({ applyBefore: monday });

    expect(alone({ activity, enrolments: joined(activity) }).verdict).toBe('yes');
  });

  it.each([
    ['requested', 'waiting', 'approval-pending'],
    ['refused', 'no', 'invitation-needed'],
    ['removed', 'no', 'invitation-needed'],
    ['declined', 'no', 'invitation-needed'],
    ['invited', 'yes', 'open'],
    ['left', 'yes', 'open'],
    ['joined', 'yes', 'open'],
  ] as const)('on request, whose joining is %s, answers %s', (state, verdict, reason) => {
    const activity = anActivity({ joining: 'on-request' });
    const enrolments = [anEnrolment({ subject: { kind: 'activity', id: activity.id }, state })];

    const answer = judgeJoining({ activity, placed: [], taken: 0, standing: { ...nowhere, enrolments } });

    expect([answer.verdict, answer.reason.is]).toEqual([verdict, reason]);
  });

  it('does not let a placement bring back who was removed', () => {
    const activity = anActivity();
    const enrolments = [anEnrolment({ subject: { kind: 'activity', id: activity.id }, state: 'removed' })];
    const standing = { ...nowhere, enrolments };

    expect(judgeJoining({ activity, placed: [aPlacement()], taken: 0, standing }).verdict).toBe('no');
  });

  it('says first what can never open', () => {
    const playlist = aPlaylist('fixed', 'explore!', 'late!');
    const activity = anActivity({ id: named('late'), applyBefore: monday });

    const answer = judgeStep({ activity, within: playlist, placed: [], taken: 0, standing: nowhere });

    expect(answer.reason.is).toBe('deadline-passed');
  });
});
