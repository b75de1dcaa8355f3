import fc from 'fast-check';
import { enterCommunity } from '../../core/communities/enter-community.ts';
import { makePlacement } from '../../core/communities/make-placement.ts';
import { domainEvent } from '../../core/domain-events.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import { decideGrade } from '../../core/grades/decide-grade.ts';
import type { Grade } from '../../core/grades/grade.ts';
import { judgeScore, moves } from '../../core/grades/judge-score.ts';
import { ListGrades, listGrades } from '../../core/grades/list-grades.ts';
import type { CommunityId, PersonId } from '../../core/ids.ts';
import { minuteMs } from '../../core/instant.ts';
import { organiserOf } from '../../core/playlists/playlist.ts';
import {
  aCommunity,
  aCompletion,
  aGrade,
  aGrant,
  aMembership,
  anActor,
  anId,
  anIdentity,
  anOrganiser,
  aPerson,
  aPlacement,
  aPlaylist,
  completed,
} from '../builders/index.ts';
import { cases } from '../support/cases.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
beforeEach(async () => {
  world = await openPorts();
});
afterEach(() => world.close());

describe('A score', () => {
  it.each([
    [['extra'], 0, false],
    [['a'], 33, false],
    [['a', 'b'], 66, false],
    [['a', 'b', 'extra'], 66, false],
    [['a', 'b', 'c'], 100, true],
  ] as const)('of a playlist with %j of three needed done is %i', (names, points, isComplete) => {
    const playlist = aPlaylist('fixed', 'a!', 'b!', 'c!', 'extra');
    const placement = aPlacement({ subject: { kind: 'playlist', id: playlist.id } });

    expect(judgeScore(placement, playlist, completed(...names))).toEqual({
      points,
      pointsMaximum: 100,
      isComplete,
    });
  });

  it('is none before anything of it is done, and none of an activity before its completion', () => {
    const playlist = aPlaylist('fixed', 'a!', 'b!');
    const [b = anId<never>()] = [...completed('b')];

    expect(judgeScore(aPlacement(), playlist, completed('elsewhere'))).toBeNull();
    expect(judgeScore(aPlacement({ subject: { kind: 'activity', id: b } }), null, completed('a'))).toBeNull();
    expect(judgeScore(aPlacement({ gradeColumn: null }), playlist, completed('a', 'b'))).toBeNull();
  });

  it.each([
    [1, [0, 1]],
    [10, [3, 10]],
    [1000, [330, 1000]],
  ] as const)('in a column of %i is scaled to it, whole and rounded down', (max, points) => {
    const playlist = aPlaylist('fixed', 'a!', 'b!', 'c!');
    const placement = aPlacement({ gradeColumn: { max } });

    const scores = [completed('a'), completed('a', 'b', 'c')].map((done) =>
      judgeScore(placement, playlist, done),
    );

    expect(scores.map((score) => score?.points)).toEqual(points);
  });

  it('never lowers a grade, and never moves one that was decided by hand', () => {
    const score = fc
      .integer({ min: 0, max: 100 })
      .map((points) => ({ points, pointsMaximum: 100, isComplete: points === 100 }));
    const byHand = { by: null, reason: 'seen in class', at: '2026-10-05T07:00:00.000Z' as Grade['asOf'] };
    fc.assert(
      fc.property(score, score, (before, after) => {
        expect(moves({ ...before, byHand: null }, after)).toBe(after.points > before.points);
        expect(moves({ ...before, byHand }, after)).toBe(false);
      }),
      cases(),
    );
  });
});

/** Course 7 with a playlist of two needed steps, and Mia, who has done the first. */
async function courseWithMia() {
  const owner = anOrganiser();
  const community = aCommunity({ organiser: owner.id, tenant: 'registration:1' });
  const playlist = aPlaylist('fixed', 'a!', 'b!');
  const placement = aPlacement({ community: community.id, subject: { kind: 'playlist', id: playlist.id } });
  const mia = aPerson();
  const identity = anIdentity({ person: mia.id, tenant: 'registration', subject: 'mia' });
  const membership = aMembership({ community: community.id, person: mia.id });
  const [activity = anId<never>()] = [...completed('a')];
  await world.ports.records.keep({
    organiser: [owner],
    community: [community],
    playlist: [playlist],
    placement: [placement],
    person: [mia],
    identity: [identity],
    membership: [membership],
    completion: [aCompletion({ person: mia.id, activity })],
  });
  const tell = () =>
    world.ports.records.keep({}, [
      domainEvent({ person: mia.id, seat: null }, 'activity.completed', { person: mia.id, activity }),
    ]);
  return { owner, community, playlist, placement, mia, membership, tell };
}

// Reactions of other modules run beside: without a badge or a joined playlist they find nothing to do.
describe('Passing a grade back', () => {
  it('shows half of two in the column of the course where the learner is known', async () => {
    const { placement, tell } = await courseWithMia();

    await tell();
    await world.settle();

    expect(world.gradebook.written).toMatchObject([
      {
        placement: placement.id,
        subject: 'mia',
        result: { points: 50, pointsMaximum: 100, state: 'under-way' },
      },
    ]);
  });

  it('told twice sends once', async () => {
    const { tell } = await courseWithMia();

    await tell();
    await tell();
    await world.settle();

    expect(world.gradebook.written).toHaveLength(1);
  });

  it('sends nothing for a test student, a teacher or somebody who left', async () => {
    const { membership, tell } = await courseWithMia();
    let revision = 1;
    for (const more of [
      { isTest: true },
      { isTest: false, seat: 'teacher' as const },
      { seat: 'learner' as const, state: 'inactive' as const },
    ]) {
      await world.ports.records.keep({ membership: [{ ...membership, ...more, revision }] });
      revision += 1;
      await tell();
      await world.settle();
    }

    expect(world.gradebook.written).toEqual([]);
  });

  it('keeps a grade while the LMS is down, and sends it once when it is back', async () => {
    const { placement, mia, tell } = await courseWithMia();
    world.gradebook.fault = new Unreachable('the LMS answers 503');
    await tell();
    await world.settle();
    const waiting = await world.ports.records.grades.one(placement.id, mia.id);

    world.gradebook.fault = null;
    world.clock.advance(2 * minuteMs);
    await world.settle();

    expect(waiting).toMatchObject({ state: 'queued', trouble: 'unreachable' });
    expect(world.gradebook.written).toHaveLength(1);
    expect(await world.ports.records.grades.one(placement.id, mia.id)).toMatchObject({
      state: 'sent',
      trouble: null,
    });
  });

  it('reaches a course that the learner enters after it was done', async () => {
    const { owner, playlist, mia } = await courseWithMia();
    const next = aCommunity({ organiser: owner.id, tenant: 'registration:1', nativeId: '8' });
    const subject = { kind: 'playlist', id: playlist.id } as const;
    const column = aPlacement({ community: next.id, subject });
    await world.ports.records.keep({ community: [next], placement: [column] });

    await enterCommunity(world.ports, {
      ...next,
      person: mia.id,
      seat: 'learner',
      name: null,
      isTest: false,
      copiedFrom: [],
    });
    await world.settle();

    expect(world.gradebook.written).toMatchObject([{ placement: column.id, result: { points: 50 } }]);
  });

  it('reaches a column that is placed after it was done, for those who have done something', async () => {
    const { owner, community, playlist, mia } = await courseWithMia();
    const others = Array.from({ length: 205 }, () => aMembership({ community: community.id }));
    await world.ports.records.keep({ membership: others, playlist: [{ ...playlist, revision: 1 }] });
    const manager = anActor({
      roles: [{ role: 'manager', on: owner.id }],
      seat: { community: community.id, as: 'teacher' },
    });

    const made = await makePlacement(world.ports, manager, {
      subject: { kind: 'playlist', id: playlist.id },
      mode: 'whole',
      within: null,
      nativeLink: 'a second link',
      gradeColumn: { max: 10 },
      deadline: null,
    });
    await world.settle();

    expect(world.gradebook.written).toMatchObject([
      { placement: made.done?.id, subject: 'mia', result: { points: 5, pointsMaximum: 10 } },
    ]);
    expect(await world.ports.records.grades.one(made.done?.id ?? anId(), mia.id)).toMatchObject({
      state: 'sent',
    });
  });

  it('lowers nothing when a completion is voided', async () => {
    const { placement, mia, tell } = await courseWithMia();
    await tell();
    await world.settle();
    const [activity = anId<never>()] = [...completed('a')];
    const counted = await world.ports.records.completions.one(mia.id, activity);
    const voided = counted && { ...counted, voided: { at: world.clock.now(), reason: 'another’s work' } };
    if (!voided) throw new Error('nothing was completed');

    await world.ports.records.keep({ completion: [voided] }, [
      domainEvent({ person: null, seat: null }, 'activity.completion-voided', { person: mia.id, activity }),
    ]);
    await world.settle();

    expect(await world.ports.records.grades.one(placement.id, mia.id)).toMatchObject({ points: 50 });
    expect(world.gradebook.written).toHaveLength(1);
  });

  it('sets a declined grade aside with its reason', async () => {
    const { community, placement, mia, tell } = await courseWithMia();
    world.gradebook.fault = new Declined('column-deleted', 'the column is gone');
    await tell();
    await world.settle();

    const aside = await world.ports.outbox.undelivered([community.id], { size: 10, after: null });
    expect(aside.items).toMatchObject([
      { reaction: 'send-grade', trouble: expect.stringContaining('column-deleted') },
    ]);
    expect(await world.ports.records.grades.one(placement.id, mia.id)).toMatchObject({
      state: 'refused',
      trouble: 'column-deleted',
    });
  });
});

describe('Deciding a grade by hand', () => {
  it('is for the course’s organiser, may lower, and stays', async () => {
    const { owner, placement, mia, tell } = await courseWithMia();
    await tell();
    await world.settle();
    const manager = anActor({ roles: [{ role: 'manager', on: owner.id }] });

    const lowered = await decideGrade(world.ports, manager, {
      placement: placement.id,
      person: mia.id,
      points: 20,
      reason: 'copied work',
    });
    await tell();
    await world.settle();
    const stranger = await decideGrade(world.ports, anActor(), {
      placement: placement.id,
      person: mia.id,
      points: 90,
      reason: 'because',
    });

    expect(lowered.done).toMatchObject({ points: 20, byHand: { reason: 'copied work' } });
    expect(world.gradebook.written.map(({ result }) => result.points)).toEqual([50, 20]);
    expect(stranger.refused?.why).toBe('not-found');
  });

  it.each([
    ['owner', 'done'],
    ['manager', 'done'],
    ['reviewer', 'not-allowed'],
    ['member', 'not-allowed'],
  ] as const)(
    'as %s of the course’s organiser, or of who offers the playlist: %s',
    async (role, expected) => {
      const { owner, playlist, placement, mia } = await courseWithMia();
      const offering = organiserOf(playlist) ?? anId();

      for (const on of [owner.id, offering]) {
        const answer = await decideGrade(world.ports, anActor({ roles: [{ role, on }] }), {
          placement: placement.id,
          person: mia.id,
          points: 20,
          reason: 'copied work',
        });
        expect(answer.refused?.why ?? 'done').toBe(expected);
      }
    },
  );

  it('stays within the column, and is not for those who earn nothing there', async () => {
    const { owner, community, placement, mia } = await courseWithMia();
    const teacher = aMembership({ community: community.id, seat: 'teacher' });
    await world.ports.records.keep({ membership: [teacher] });
    const manager = anActor({ roles: [{ role: 'manager', on: owner.id }] });
    const decided = { placement: placement.id, points: 20, reason: 'copied work' };

    const over = await decideGrade(world.ports, manager, { ...decided, person: mia.id, points: 101 });
    const ofTeacher = await decideGrade(world.ports, manager, { ...decided, person: teacher.person });

    expect(over.refused).toEqual({ why: 'too-many-points', most: 100 });
    expect(ofTeacher.refused).toMatchObject({
      why: 'not-allowed',
      because: { reason: { is: 'earns-nothing', as: 'teacher' } },
    });
  });
});

describe('Sending a grade', () => {
  it('shows what is true when it is sent, not when it was queued', async () => {
    const { owner, placement, mia, tell } = await courseWithMia();
    world.gradebook.fault = new Unreachable('the LMS answers 503');
    await tell();
    await world.settle();
    world.clock.advance(1_000);
    const manager = anActor({ roles: [{ role: 'manager', on: owner.id }] });
    await decideGrade(world.ports, manager, {
      placement: placement.id,
      person: mia.id,
      points: 20,
      reason: 'copied work',
    });

    world.gradebook.fault = null;
    world.clock.advance(2 * minuteMs);
    await world.settle();

    // Both queued changes may find it unsent: the same result of the same moment, which a gradebook takes once.
    const { asOf } = (await world.ports.records.grades.one(placement.id, mia.id)) ?? {};
    const sent = world.gradebook.written.map(({ result }) => [result.points, result.asOf]);
    expect(new Set(sent.map(String))).toEqual(new Set([String([20, asOf])]));
  });

  it('sends nothing about somebody who was erased, and sets nothing aside', async () => {
    const { community, mia, tell } = await courseWithMia();
    world.gradebook.fault = new Unreachable('the LMS answers 503');
    await tell();
    await world.settle();
    await world.ports.records.keep({ person: [{ ...mia, revision: 1, state: 'erased' }] });

    world.gradebook.fault = null;
    world.clock.advance(2 * minuteMs);
    await world.settle();

    const aside = await world.ports.outbox.undelivered([community.id], { size: 10, after: null });
    expect([world.gradebook.written, aside.items]).toEqual([[], []]);
  });

  it('never uses the name by which another school knows the learner', async () => {
    const { mia, community, tell } = await courseWithMia();
    const known = await world.ports.records.identities.find('lti', 'registration', 'mia');
    if (!known) throw new Error('Mia has no identity');
    await world.ports.records.keep({
      identity: [
        { ...known, tenant: 'another registration' },
        anIdentity({ person: mia.id, kind: 'email', tenant: 'registration' }),
      ],
    });

    await tell();
    await world.settle();

    const aside = await world.ports.outbox.undelivered([community.id], { size: 10, after: null });
    expect(world.gradebook.written).toEqual([]);
    expect(aside.items).toMatchObject([{ reaction: 'send-grade' }]);
  });
});

describe('The list of grades', () => {
  const wanted = ListGrades.parse({});

  it('tells the granted teacher what is sent, what waits and what needs somebody', async () => {
    const { community, placement, playlist, teacher } = await courseWithGrades();

    const { done: seen } = await listGrades(world.ports, teacher, wanted);

    expect(seen).toMatchObject({
      community: { id: community.id },
      columns: [{ placement: { id: placement.id }, title: playlist.name }],
      column: { id: placement.id },
      lines: [
        { name: 'Mia', delivered: 'sent', grade: { sent: { points: 66 } } },
        { name: 'Jan', delivered: 'waiting', grade: { trouble: 'unreachable' } },
        { name: 'Otter 42', delivered: 'needs-you', grade: { trouble: 'column-deleted' } },
      ],
      next: null,
    });
  });

  it('comes in pages', async () => {
    const { teacher } = await courseWithGrades();

    const { done: first } = await listGrades(world.ports, teacher, { ...wanted, size: 2 });
    const { done: second } = await listGrades(world.ports, teacher, {
      ...wanted,
      after: first?.next ?? null,
    });

    expect(first?.lines.map(({ name }) => name)).toEqual(['Mia', 'Jan']);
    expect(second?.lines.map(({ name }) => name)).toEqual(['Otter 42']);
  });

  it('is not for learners, nor for columns of another course', async () => {
    const { community, teacher } = await courseWithGrades();
    const elsewhere = aPlacement();
    await world.ports.records.keep({ placement: [elsewhere] });
    const learner = anActor({ seat: { community: community.id, as: 'learner' } });

    const byLearner = await listGrades(world.ports, learner, wanted);
    const ofOther = await listGrades(world.ports, teacher, { ...wanted, placement: elsewhere.id });

    expect(byLearner.refused?.why).toBe('not-allowed');
    expect(ofOther.refused).toEqual({ why: 'not-found' });
  });

  it('of a course without columns says so', async () => {
    const community = aCommunity();
    await world.ports.records.keep({ community: [community] });

    const { done: seen } = await listGrades(world.ports, teacherOf(community.id), wanted);

    expect(seen).toMatchObject({ columns: [], column: null, lines: [] });
  });

  const teacherOf = (community: CommunityId) =>
    anActor({ seat: { community, as: 'teacher' }, grants: [aGrant({ community })] });

  async function courseWithGrades() {
    const community = aCommunity();
    const playlist = aPlaylist();
    const placement = aPlacement({
      community: community.id,
      subject: { kind: 'playlist', id: playlist.id },
    });
    const [mia, jan, otter] = [aPerson(), aPerson(), aPerson({ alias: 'Otter 42' })];
    const member = (person: PersonId, name: string | null) =>
      aMembership({ community: community.id, person, name });
    const at = world.clock.now();
    await world.ports.records.keep({
      community: [community],
      playlist: [playlist],
      placement: [placement],
      person: [mia, jan, otter],
      membership: [member(mia.id, 'Mia'), member(jan.id, 'Jan'), member(otter.id, null)],
      grade: [
        aGrade({ placement: placement.id, person: mia.id, state: 'sent', sent: { points: 66, at } }),
        aGrade({ placement: placement.id, person: jan.id, trouble: 'unreachable' }),
        aGrade({
          placement: placement.id,
          person: otter.id,
          state: 'refused',
          trouble: 'column-deleted',
        }),
      ],
    });
    return { community, playlist, placement, teacher: teacherOf(community.id) };
  }
});
