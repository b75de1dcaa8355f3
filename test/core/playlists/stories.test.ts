import type { ActivityContent } from '../../../core/activities/content.ts';
import { declareDone } from '../../../core/activities/declare-done.ts';
import { PublishActivity, publishActivity } from '../../../core/activities/publish-activity.ts';
import { seeActivity } from '../../../core/activities/see-activity.ts';
import { Query } from '../../../core/catalogue/query.ts';
import type { Explanation } from '../../../core/explanation.ts';
import type { ActivityId } from '../../../core/ids.ts';
import { nobody, operator, type Someone } from '../../../core/people/actor.ts';
import { completePlaylist } from '../../../core/playlists/complete-playlist.ts';
import { explainStep } from '../../../core/playlists/explain-step.ts';
import { joinPlaylist } from '../../../core/playlists/join-playlist.ts';
import { openNextSteps } from '../../../core/playlists/open-next-steps.ts';
import { PublishPlaylist, publishPlaylist } from '../../../core/playlists/publish-playlist.ts';
import { seePlaylist } from '../../../core/playlists/see-playlist.ts';
import { anActor, anId, anOrganiser, aStaff, texts } from '../../builders/index.ts';
import { type City, openCity, written } from '../../support/city.ts';
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

const see = async (who: Someone = luka) =>
  ok(await seePlaylist(city.ports, who, { playlist: city.makers.id, preview: false }));
const enrolment = (who: Someone) =>
  city.ports.records.enrolments.one(who.person, { kind: 'playlist', id: city.makers.id });
const told = (activity: ActivityId) =>
  ({
    name: 'activity.completed',
    payload: { person: luka.person, activity },
    id: 'event',
    at: city.clock.now(),
    by: null,
    community: null,
  }) as const;

describe('The learner’s page of a playlist', () => {
  it('J2: says step 1 of 3 needed and one extra, what is open, what is locked and why', async () => {
    const view = await see();

    expect(view.progress).toEqual({ reached: 0, needed: 3, extra: 0 });
    expect([view.percent, view.enrolment, view.canJoin, view.earnsNothing]).toEqual([0, null, true, null]);
    expect(view.steps.map(({ state, isMandatory, position }) => [position, state, isMandatory])).toEqual([
      [1, 'open', true],
      [2, 'locked', true],
      [3, 'locked', true],
      [4, 'locked', false],
    ]);
    expect(view.steps[1]?.explanation.reason).toEqual({ is: 'locked-by', steps: [city.explore.id] });
    expect(view.organiser).toMatchObject({ name: 'Mladi zmaji', isVerified: true });
    expect(view.badge).toMatchObject({ state: 'none', award: null });
  });

  it('follows each act: done, open, waiting, and the badge at the end', async () => {
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    for (const who of [luka, mia, jan]) await act.declare(who, city.explore);
    for (const who of [mia, jan]) await act.join(who, city.interview);
    await city.settle();
    const first = await see();
    const [one, two] = [await act.submit(luka, city.interview, 0), await act.submit(luka, city.interview, 1)];
    const waits = await see();
    for (const who of [mia, jan]) await act.review(who, one);
    await act.review(city.ana, two);
    await act.settle();
    const second = await see();
    await act.confirm(city.ana, city.openSpace, luka);
    const confirmed = await see();
    await act.settle();
    const last = await see();

    const states = [first, waits, second, confirmed, last].map(({ steps }) =>
      steps.map(({ state }) => state),
    );
    expect(states).toEqual([
      ['done', 'open', 'locked', 'locked'],
      ['done', 'waiting', 'locked', 'locked'],
      ['done', 'done', 'locked', 'locked'],
      ['done', 'done', 'locked', 'locked'],
      ['done', 'done', 'done', 'open'],
    ]);
    expect([first, waits, second, last].map(({ percent }) => percent)).toEqual([33, 33, 66, 100]);
    expect(last.badge).toMatchObject({ state: 'issued', explanation: { reason: { is: 'has-it' } } });
    expect(last.enrolment).toBe('completed');
    const { done: explored } = await seeActivity(city.ports, luka, {
      activity: city.explore.id,
      within: city.makers.id,
      preview: false,
    });
    expect(explored?.step.badge?.state).toBe('issued');
  });

  it('tells where each task is and what can be done with it', async () => {
    await act.declare(luka, city.explore);
    await act.submit(luka, city.interview, 1, 'The bees.');

    const [open, handedIn] = (await see()).steps[1]?.tasks ?? [];

    expect(open).toMatchObject({ state: 'open', evidence: null, canSubmit: true, canTakeBack: false });
    expect(handedIn).toMatchObject({
      state: 'in-review',
      canSubmit: false,
      canTakeBack: true,
      explanation: { verdict: 'waiting', reason: { is: 'waits-for', peers: 0, organisers: 1 } },
      evidence: { version: 1, items: [{ kind: 'text', text: 'The bees.' }], reviews: [] },
    });
  });

  it('of an event that has not begun is locked until then, and can be joined', async () => {
    await act.declare(luka, city.explore);
    await city.settle();
    const open = await city.publish({
      when: city.openSpace.when,
      completedBy: { way: 'attendance', minMinutes: 0 },
    });

    const why = ok(await explainStep(city.ports, luka, { activity: open.id, within: null }));

    expect(why.open.reason.is).toBe('not-started-yet');
    expect(why.completion.reason.is).toBe('attendance-missing');
  });

  it('explains a missing task by the nearest way: what waits for others before what nobody has begun', async () => {
    await act.declare(luka, city.explore);
    await act.submit(luka, city.interview, 1);

    const { completion } = ok(
      await explainStep(city.ports, luka, { activity: city.interview.id, within: city.makers.id }),
    );

    expect(completion.reason).toEqual({ is: 'tasks', reached: 0, need: 2 });
    expect(completion.because.map(({ reason }) => reason.is)).toEqual(['waits-for', 'nothing-handed-in']);
  });

  it('for its teacher offers nothing to do, and says why; a preview shows what learners can do', async () => {
    const own = await see(city.ana);
    const preview = ok(await seePlaylist(city.ports, city.ana, { playlist: city.makers.id, preview: true }));

    expect(own.earnsNothing?.reason).toEqual({ is: 'earns-nothing', as: 'teacher' });
    expect([own.canJoin, own.steps.some(({ canDeclare, canJoin }) => canDeclare || canJoin)]).toEqual([
      false,
      false,
    ]);
    expect([preview.canJoin, preview.steps[0]?.canDeclare]).toEqual([true, true]);
    expect(await enrolment(city.ana)).toBeNull();
  });

  it('shows a public playlist to nobody signed in, with nothing to press', async () => {
    const view = ok(await seePlaylist(city.ports, nobody, { playlist: city.makers.id, preview: false }));

    expect(view.earnsNothing?.reason).toEqual({ is: 'not-signed-in' });
    expect(
      view.steps.map(
        ({ canDeclare, canJoin, tasks }) => canDeclare || canJoin || tasks.some((t) => t.canSubmit),
      ),
    ).toEqual([false, false, false, false]);
  });
});

describe('Joining a playlist', () => {
  it('twice, or at the same moment, is once', async () => {
    const input = { playlist: city.makers.id };
    const [first, second] = [
      await joinPlaylist(city.ports, luka, input),
      await joinPlaylist(city.ports, luka, input),
    ];

    expect(ok(second).id).toBe(ok(first).id);
    expect((await see()).enrolment).toBe('joined');
  });

  it('counts at once what was done elsewhere, and completes it where that is all', async () => {
    const lead = await city.publish({ completedBy: { way: 'declaration' } });
    const other = ok(
      await publishPlaylist(
        city.ports,
        operator,
        PublishPlaylist.parse({
          organiser: city.zmaji,
          content: {
            name: texts('Leading'),
            sequence: 'flexible',
            steps: [{ activity: lead.id, isMandatory: true }],
          },
        }),
      ),
    ).playlist;
    const onTheWeb = { ...luka, seat: null };
    await declareAlone(onTheWeb, lead.id);
    await city.settle();
    ok(await joinPlaylist(city.ports, onTheWeb, { playlist: other.id }));
    await city.settle();

    const joined = await city.ports.records.enrolments.one(luka.person, { kind: 'playlist', id: other.id });
    const award = await city.ports.records.awards.latest((await city.badgeOf(other)).id, luka.person);
    expect([joined?.state, award?.state]).toEqual(['completed', 'issued']);
  });

  it('is not for its teachers, nor of what is published no more', async () => {
    const [teacher, none] = [
      await joinPlaylist(city.ports, city.ana, { playlist: city.makers.id }),
      await joinPlaylist(city.ports, luka, { playlist: anId() }),
    ];

    expect([teacher.refused?.why, none.refused?.why]).toEqual(['not-allowed', 'not-found']);
  });
});

describe('What follows a completion', () => {
  it('tells each opened step once, however often it is told', async () => {
    await act.declare(luka, city.explore);
    await city.settle();
    const before = await enrolment(luka);

    for (let times = 0; times < 3; times += 1) await openNextSteps(city.ports, told(city.explore.id));

    expect(before?.opened).toEqual([city.interview.id]);
    expect(await enrolment(luka)).toEqual(before);
  });

  it('completes a playlist only when all needed steps are done, and only what was joined', async () => {
    await act.declare(luka, city.explore);
    await city.settle();
    const before = await enrolment(luka);

    await completePlaylist(city.ports, told(city.explore.id));

    expect(await enrolment(luka)).toEqual(before);
    expect(before?.state).toBe('joined');
  });
});

describe('Publishing', () => {
  const content = (more: Partial<ActivityContent> = {}) => written({ name: texts('River walk'), ...more });
  const publish = (
    by: Someone | typeof operator,
    more: Partial<ActivityContent> = {},
    origin: object | null = null,
  ) =>
    publishActivity(
      city.ports,
      by,
      PublishActivity.parse({ organiser: city.zmaji, origin, content: content(more) }),
    );

  it('R1: makes a badge of the same words, which stays when the activity changes', async () => {
    const { activity } = ok(await publish(city.iva));
    const badge = await city.badgeOf(activity);
    const changed = ok(
      await publishActivity(
        city.ports,
        city.iva,
        PublishActivity.parse({
          organiser: city.zmaji,
          activity: activity.id,
          content: content({ name: texts('Lake walk') }),
        }),
      ),
    );

    expect(badge).toMatchObject({
      name: activity.name,
      earnedBy: [{ by: 'activity', activity: activity.id }],
    });
    expect(changed).toMatchObject({ result: 'changed', activity: { version: 2, badge: badge.id } });
    expect((await city.badgeOf(changed.activity)).name).toEqual(activity.name);
  });

  it('R2: lists all that an activity misses, at once', async () => {
    const place = {
      mode: 'onsite',
      name: null,
      address: null,
      lat: null,
      lon: null,
      area: null,
      url: null,
    } as const;
    const bare = { name: null, type: null, categories: [], do: null, learn: null, place };
    const answer = await publish(city.iva, { ...bare, completedBy: { way: 'tasks', need: 2 } });

    expect(answer.refused).toEqual({
      why: 'incomplete',
      missing: ['name', 'type', 'categories', 'do', 'learn', 'place', 'tasks', 'need'],
    });
  });

  it('R2: lists all that a playlist misses, at once', async () => {
    const unknown = anId<ActivityId>();
    const step = { activity: city.explore.id, isMandatory: false };
    const answer = await publishPlaylist(
      city.ports,
      city.iva,
      PublishPlaylist.parse({
        organiser: city.zmaji,
        content: {
          name: null,
          sequence: 'fixed',
          steps: [step, step, { activity: unknown, isMandatory: false }],
        },
      }),
    );

    expect(answer.refused).toEqual({
      why: 'incomplete',
      missing: [
        { is: 'name' },
        { is: 'mandatory-step' },
        { is: 'published-activity', activity: unknown },
        { is: 'twice', activity: city.explore.id },
      ],
    });
  });

  it('R3: an unverified organiser publishes to its own people only', async () => {
    const young = anOrganiser({ verification: 'unverified' });
    const owner = aStaff({ organiser: young.id, role: 'owner' });
    await city.ports.records.keep({ organiser: [young], staff: [owner] });
    const by = { ...anActor({ person: owner.person }), roles: [{ role: 'owner' as const, on: young.id }] };
    const publishAs = (visibility: ActivityContent['visibility']) =>
      publishActivity(
        city.ports,
        by,
        PublishActivity.parse({ organiser: young.id, content: content({ visibility }) }),
      );

    const answers = [];
    for (const one of ['anyone', 'signed-in', 'organiser-people', 'activity-people'] as const) {
      answers.push((await publishAs(one)).refused ?? 'done');
    }

    expect(answers).toEqual([
      { why: 'organiser-unverified', visibility: 'anyone' },
      { why: 'organiser-unverified', visibility: 'signed-in' },
      'done',
      'done',
    ]);
  });

  it('from a bundle is the same, changed or older by what is in it', async () => {
    const origin = (version: number) => ({ bundle: 'zmaji', key: 'river-walk', version });
    const first = ok(await publish(operator, {}, origin(2)));
    const same = ok(await publish(operator, {}, origin(3)));
    const changed = ok(await publish(operator, { capacity: 12 }, origin(4)));
    const older = ok(await publish(operator, { capacity: 9 }, origin(3)));

    expect([first, same, changed, older].map(({ result }) => result)).toEqual([
      'new',
      'same',
      'changed',
      'older',
    ]);
    expect(new Set([first, same, changed, older].map(({ activity }) => activity.id)).size).toBe(1);
    expect(older.activity).toMatchObject({ version: 2, capacity: 12 });
  });

  it('keeps the ids of tasks by their keys, so that work under way goes on', async () => {
    await act.declare(luka, city.explore);
    const work = await act.submit(luka, city.interview, 1);
    const tasks = city.interview.tasks.toReversed().map(({ id: _, position: __, ...task }) => task);
    const { activity } = ok(
      await publishActivity(
        city.ports,
        city.iva,
        PublishActivity.parse({
          organiser: city.zmaji,
          activity: city.interview.id,
          content: { ...city.interview, tasks },
        }),
      ),
    );

    expect(activity.tasks.map(({ key, position }) => [position, key])).toEqual([
      [1, 'what-surprised-you'],
      [2, 'share-the-talk'],
    ]);
    expect((await see()).steps[1]?.tasks[0]).toMatchObject({ work: work.id, state: 'in-review' });
  });

  it('is found at once, by its own words and by those of its steps', async () => {
    const found = async (text: string) =>
      (await city.ports.records.catalogue.search(Query.parse({ text }), { size: 10, after: null })).items.map(
        ({ key }) => key,
      );
    const before = await found('kingfisher');
    ok(
      await publishActivity(
        city.ports,
        city.iva,
        PublishActivity.parse({
          organiser: city.zmaji,
          activity: city.explore.id,
          content: { ...city.explore, name: texts('Kingfisher skills'), tasks: [] },
        }),
      ),
    );

    expect(before).toEqual([]);
    expect(new Set(await found('kingfisher'))).toEqual(
      new Set([`mladi-zmaji/${city.makers.id}`, `mladi-zmaji/${city.explore.id}`]),
    );
  });

  it.each(['reviewer', 'member'] as const)(
    'is not for a %s, and nothing of it is told to strangers',
    async (role) => {
      const someone = await city.staff('oto', role);

      expect((await publish(someone)).refused).toMatchObject({
        why: 'not-allowed',
        because: { verdict: 'no' },
      });
      expect((await publish(luka)).refused).toEqual({ why: 'not-found' });
    },
  );
});

describe('Explanations', () => {
  it('of every step agree with what is let happen, at every stage', async () => {
    const agree = async () => {
      const view = await see();
      for (const step of view.steps) {
        const why = ok(
          await explainStep(city.ports, luka, { activity: step.activity.id, within: city.makers.id }),
        );
        expect(why.open).toEqual(step.explanation);
        expect(step.canDeclare || step.tasks.some(({ canSubmit }) => canSubmit)).toBe(
          isOpen(why.open) &&
            (step.activity.completedBy.way === 'declaration' ? step.state !== 'done' : hasOpenTask(step)),
        );
      }
    };
    await agree();
    await act.declare(luka, city.explore);
    await agree();
    await act.submit(luka, city.interview, 0);
    await agree();
  });

  const isOpen = ({ verdict }: Explanation) => verdict === 'yes';
  const hasOpenTask = ({ tasks }: Awaited<ReturnType<typeof see>>['steps'][number]) =>
    tasks.some(({ state }) => state === 'open' || state === 'to-improve' || state === 'rejected');
});

async function declareAlone(who: Someone, activity: ActivityId) {
  ok(await declareDone(city.ports, who, { activity, within: null }));
}
