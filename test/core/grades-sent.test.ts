import { Declined, Unreachable } from '../../core/faults.ts';
import { addGradeColumn } from '../../core/grades/add-grade-column.ts';
import type { Grade } from '../../core/grades/grade.ts';
import { sendGradeAgain, sendGradesAgain } from '../../core/grades/send-grades-again.ts';
import { ShowGradesSent, showGradesSent } from '../../core/grades/show-grades-sent.ts';
import { tellQueued } from '../../core/grades/tell-queued.ts';
import type { CommunityId, PersonId, PlacementId } from '../../core/ids.ts';
import { dayMs, later, minuteMs } from '../../core/instant.ts';
import type { Actor } from '../../core/people/actor.ts';
import {
  aCommunity,
  aGrade,
  aGrant,
  aMembership,
  anActor,
  anId,
  anIdentity,
  aPerson,
  aPlacement,
  aPlaylist,
} from '../builders/index.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
let course: CommunityId;
let column: PlacementId;
let teacher: Actor;

beforeEach(async () => {
  world = await openPorts();
  const playlist = aPlaylist();
  const community = aCommunity({ kind: 'lms-course', tenant: 'registration:1', nativeId: '7' });
  const placement = aPlacement({
    community: community.id,
    subject: { kind: 'playlist', id: playlist.id },
    gradeColumn: { max: 100 },
  });
  await world.ports.records.keep({ community: [community], playlist: [playlist], placement: [placement] });
  [course, column] = [community.id, placement.id];
  teacher = anActor({
    seat: { community: course, as: 'teacher' },
    grants: [aGrant({ community: course })],
  });
});
afterEach(() => world.close());

/** A learner of the course with a grade in its column, told or not. */
async function graded(more: Partial<Grade> = {}, name: string | null = null): Promise<Grade> {
  const person = aPerson({ alias: 'Otter 7' });
  const grade = aGrade({ placement: column, community: course, person: person.id, ...more });
  await world.ports.records.keep({
    person: [person],
    identity: [anIdentity({ person: person.id, kind: 'lti', tenant: 'registration', subject: person.id })],
    membership: [aMembership({ community: course, person: person.id, name })],
    grade: [grade],
  });
  return { ...grade, revision: 1 };
}
/** One that waits, as if a learner had just done something. */
async function queuedOne(): Promise<Grade> {
  const grade = await graded();
  await world.ports.records.keep({}, [tellQueued(null, grade)]);
  return grade;
}
const now = async ({ id }: Grade) => world.ports.records.grades.byId(id);
const show = (wanted: Partial<ShowGradesSent> = {}, by = teacher) =>
  showGradesSent(world.ports, by, ShowGradesSent.parse(wanted));
const aside = async () => (await world.ports.outbox.undelivered([course], { size: 50, after: null })).items;
/** Every try that is left fails. */
async function exhaust(): Promise<void> {
  for (let day = 0; day < 8; day += 1) {
    await world.settle();
    world.clock.advance(dayMs);
  }
}

describe('Grades sent', () => {
  it('are counted and shown by state; what needs somebody comes first, by reason', async () => {
    await graded({ state: 'sent', sent: { points: 66, at: world.clock.now() } }, 'Mia');
    await graded({ state: 'queued', trouble: 'unreachable' }, 'Jan');
    await graded({ state: 'refused', trouble: 'unpublished' }, 'Eva');
    await graded({ state: 'refused', trouble: 'column-deleted' });
    await graded({ state: 'dropped' }, 'Tin');

    const { done } = await show();

    expect(done).toMatchObject({
      counts: { 'needs-you': 2, waiting: 1, sent: 1 },
      shown: 'needs-you',
      groups: [
        { trouble: 'column-deleted', count: 1, placements: [column] },
        { trouble: 'unpublished', count: 1 },
      ],
      rows: [{ name: null, alias: 'Otter 7' }, { name: 'Eva' }],
      next: null,
    });
  });

  it('show what waits while nothing needs somebody, and what is there when nothing waits', async () => {
    const grade = await graded({ state: 'queued' });
    expect((await show()).done).toMatchObject({ shown: 'waiting', rows: [{ grade: { id: grade.id } }] });

    await world.ports.records.keep({ grade: [{ ...grade, state: 'sent' }] });
    expect((await show()).done).toMatchObject({ shown: 'sent' });
  });

  it('come in pages, and of one column alone', async () => {
    for (let count = 0; count < 5; count += 1) await graded({ state: 'refused', trouble: 'concluded' });
    const other = aPlacement({ community: course, subject: { kind: 'playlist', id: anId() } });
    const named = aPlaylist();
    await world.ports.records.keep({
      playlist: [named],
      placement: [{ ...other, subject: { kind: 'playlist', id: named.id } }],
    });

    const first = (await show({ size: 3 })).done;
    const second = (await show({ size: 3, after: first?.next ?? null })).done;
    const none = (await show({ column: other.id })).done;

    expect([first?.rows.length, second?.rows.length, second?.next]).toEqual([3, 2, null]);
    expect(none).toMatchObject({ counts: { 'needs-you': 0, waiting: 0, sent: 0 }, rows: [], groups: [] });
  });

  it.each([
    [
      'a learner',
      (seat: CommunityId) => anActor({ seat: { community: seat, as: 'learner' } }),
      'not-allowed',
    ],
    [
      'a teacher without a grant',
      (seat: CommunityId) => anActor({ seat: { community: seat, as: 'teacher' } }),
      'not-allowed',
    ],
    ['somebody of no course', () => anActor(), 'not-found'],
  ])('are not for %s, nor is sending them', async (_, actor, why) => {
    const grade = await graded({ state: 'refused', trouble: 'concluded' });
    const by = actor(course);
    const all = { placement: null, state: 'refused', trouble: null } as const;

    const answers = [
      await show({}, by),
      await sendGradeAgain(world.ports, by, { grade: grade.id }),
      await sendGradesAgain(world.ports, by, all),
      await addGradeColumn(world.ports, by, { placement: column }, 'en'),
    ];

    expect(answers.map(({ refused }) => refused?.why)).toEqual([why, why, why, why]);
    expect(await now(grade)).toMatchObject({ state: 'refused' });
    expect(world.gradebook.columns).toEqual([]);
  });

  it('of another course are not there for a teacher of this one', async () => {
    const elsewhere = aPlacement();
    const grade = aGrade({ placement: elsewhere.id, community: elsewhere.community, state: 'refused' });
    await world.ports.records.keep({ placement: [elsewhere], grade: [grade] });

    expect((await show({ column: elsewhere.id })).refused?.why).toBe('not-found');
    expect((await sendGradeAgain(world.ports, teacher, { grade: grade.id })).refused?.why).toBe('not-found');
    expect((await addGradeColumn(world.ports, teacher, { placement: elsewhere.id }, 'en')).refused?.why).toBe(
      'not-found',
    );
  });
});

describe('A grade that does not arrive', () => {
  it('says how often it was tried, when it goes out next and what the platform answered', async () => {
    const grade = await queuedOne();
    world.gradebook.fault = new Unreachable('The gradebook answered 503', { said: '503 Back soon' });

    await world.settle();
    const once = await now(grade);
    world.clock.advance(minuteMs);
    await world.settle();

    expect(once).toMatchObject({
      state: 'queued',
      failedTries: 1,
      trouble: 'unreachable',
      answer: '503 Back soon',
      nextTry: later(world.clock.now(), 0),
    });
    expect(await now(grade)).toMatchObject({
      failedTries: 2,
      nextTry: later(world.clock.now(), 5 * minuteMs),
    });
  });

  it('needs somebody once the last try has failed: nothing waits for ever', async () => {
    const grade = await queuedOne();
    world.gradebook.fault = new Unreachable('no answer');

    await exhaust();

    expect(await now(grade)).toMatchObject({ state: 'refused', trouble: 'unreachable', nextTry: null });
    expect(await aside()).toHaveLength(1);
  });

  it('needs somebody, too, where it broke on our side', async () => {
    const grade = await queuedOne();
    world.gradebook.fault = new Error('a bug');

    await exhaust();

    expect(await now(grade)).toMatchObject({ state: 'refused', trouble: 'our-fault', answer: null });
  });

  it('is sent again by its teacher, and what was set aside for it is gone once it arrived', async () => {
    const grade = await queuedOne();
    world.gradebook.fault = new Declined('unpublished', 'answered 422', { said: '422 still unpublished' });
    await world.settle();
    expect(await aside()).toHaveLength(1);

    world.gradebook.fault = null;
    await sendGradeAgain(world.ports, teacher, { grade: grade.id });
    const waiting = await now(grade);
    await world.settle();

    expect(waiting).toMatchObject({ state: 'queued', trouble: null, failedTries: 0, answer: null });
    expect(await now(grade)).toMatchObject({ state: 'sent', setAside: null });
    expect(await aside()).toEqual([]);
  });

  it('is set aside once, however often it is sent again in vain', async () => {
    const grade = await queuedOne();
    world.gradebook.fault = new Declined('unpublished', 'answered 422');
    for (let times = 0; times < 3; times += 1) {
      await world.settle();
      await sendGradeAgain(world.ports, teacher, { grade: grade.id });
    }
    await world.settle();

    expect(await aside()).toHaveLength(1);
    expect(await now(grade)).toMatchObject({ state: 'refused', setAside: (await aside())[0]?.key });
  });

  it('goes out when the organiser sends its delivery again', async () => {
    const grade = await queuedOne();
    world.gradebook.fault = new Declined('unpublished', 'answered 422');
    await world.settle();

    world.gradebook.fault = null;
    await world.ports.outbox.again((await aside())[0]?.key ?? '');
    await world.settle();

    expect(await now(grade)).toMatchObject({ state: 'sent', trouble: null });
    expect(await aside()).toEqual([]);
  });

  it('is not sent twice when it was queued twice', async () => {
    const grade = await queuedOne();
    await world.ports.records.keep({}, [tellQueued(null, grade)]);
    world.gradebook.fault = new Unreachable('no answer');
    await world.settle();
    world.gradebook.fault = null;

    await sendGradeAgain(world.ports, teacher, { grade: grade.id });
    await world.settle();
    world.clock.advance(dayMs);
    await world.settle();

    expect(world.gradebook.written).toHaveLength(1);
  });
});

describe('Sending all again', () => {
  const unpublished = { placement: null, state: 'refused', trouble: 'unpublished' } as const;

  it('takes those of one reason and leaves the others', async () => {
    const [mine, other] = [
      await graded({ state: 'refused', trouble: 'unpublished' }),
      await graded({ state: 'refused', trouble: 'concluded' }),
    ];

    await sendGradesAgain(world.ports, teacher, unpublished);
    await world.settle();

    expect(await now(mine)).toMatchObject({ state: 'sent' });
    expect(await now(other)).toMatchObject({ state: 'refused' });
  });

  it('tries at once what waits for later, and leaves alone what is on its way', async () => {
    const later5 = later(world.clock.now(), 5 * minuteMs);
    const waiting = await graded({ trouble: 'unreachable', nextTry: later5 });
    const going = await graded({ trouble: 'unreachable', nextTry: null });

    await sendGradesAgain(world.ports, teacher, { placement: null, state: 'queued', trouble: null });

    expect(await now(waiting)).toMatchObject({ round: 2, nextTry: null });
    expect(await now(going)).toMatchObject({ round: 1 });
  });

  it('sends each of many hundreds once: some at once, the rest behind them', async () => {
    const people = Array.from({ length: 450 }, () => aPerson());
    const one = (person: PersonId) =>
      aGrade({ placement: column, community: course, person, state: 'refused', trouble: 'unpublished' });
    await world.ports.records.keep({
      person: people,
      identity: people.map(({ id }) =>
        anIdentity({ person: id, kind: 'lti', tenant: 'registration', subject: id }),
      ),
      grade: people.map(({ id }) => one(id)),
    });

    await sendGradesAgain(world.ports, teacher, unpublished);
    const { done: before } = await show();
    await world.settle();

    expect(before?.counts).toEqual({ 'needs-you': 250, waiting: 200, sent: 0 });
    expect((await show()).done?.counts).toEqual({ 'needs-you': 0, waiting: 0, sent: 450 });
    expect(world.gradebook.written).toHaveLength(450);
  });
});

describe('Adding a grade column', () => {
  const add = () => addGradeColumn(world.ports, teacher, { placement: column }, 'en');

  it('sends what was refused, and what stood in the old one', async () => {
    const [gone, stood] = [
      await graded({ state: 'refused', trouble: 'column-deleted' }),
      await graded({ state: 'sent', sent: { points: 66, at: world.clock.now() } }),
    ];

    const { done } = await add();
    await world.settle();

    expect(done).toBeNull();
    expect(world.gradebook.columns).toMatchObject([{ placement: column, pointsMaximum: 100 }]);
    expect(world.gradebook.written.map(({ subject }) => subject).sort()).toEqual(
      [gone.person, stood.person].sort(),
    );
    expect(await now(gone)).toMatchObject({ state: 'sent' });
  });

  it('gives one to a link that had none', async () => {
    const placement = await world.ports.records.placements.byId(column);
    if (!placement) throw new Error('No placement');
    await world.ports.records.keep({ placement: [{ ...placement, gradeColumn: null }] });

    await add();

    expect(await world.ports.records.placements.byId(column)).toMatchObject({ gradeColumn: { max: 100 } });
  });

  it.each([
    [new Declined('scope-missing:columns', 'not granted'), 'scope-missing'],
    [new Unreachable('no answer'), 'unreachable'],
  ])('says what the platform has against it: %s', async (fault, trouble) => {
    world.gradebook.fault = fault;

    expect((await add()).refused).toEqual({ why: 'no-column-made', trouble });
  });
});

describe('A learner who was away', () => {
  it('has their grades sent anew once the course knows them again', async () => {
    const grade = await graded({ state: 'refused', trouble: 'not-a-learner' });
    const seat = { community: course, as: 'learner' } as const;

    await world.ports.records.keep({}, [
      { name: 'community.entered', payload: { person: grade.person }, by: null, community: seat.community },
    ]);
    await world.settle();

    expect(await now(grade)).toMatchObject({ state: 'sent', points: 66, trouble: null });
  });
});
