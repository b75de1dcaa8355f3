import fc from 'fast-check';
import { enterCommunity } from '../../core/communities/enter-community.ts';
import { makePlacement } from '../../core/communities/make-placement.ts';
import { domainEvent } from '../../core/domain-events.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import { decideGrade } from '../../core/grades/decide-grade.ts';
import type { Grade } from '../../core/grades/grade.ts';
import { judgeScore, moves } from '../../core/grades/judge-score.ts';
import { minuteMs } from '../../core/instant.ts';
import {
  aCommunity,
  aCompletion,
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
});
