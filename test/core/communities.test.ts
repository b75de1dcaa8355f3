import { canBePlaced } from '../../core/communities/can-be-placed.ts';
import { type EnterCommunity, enterCommunity } from '../../core/communities/enter-community.ts';
import { bindPlacement, makePlacement } from '../../core/communities/make-placement.ts';
import { mayBePlaced } from '../../core/communities/may-be-placed.ts';
import { tellEarner } from '../../core/communities/tell-earner.ts';
import { tellLearner } from '../../core/communities/tell-learner.ts';
import type { Told } from '../../core/domain-events.ts';
import type { ActivityId } from '../../core/ids.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { retryStale } from '../../core/retry-stale.ts';
import {
  anActivity,
  anAward,
  anEnrolment,
  anId,
  anOrganiser,
  aPerson,
  aPlacement,
  aPlaylist,
  aReview,
  named,
  someWork,
} from '../builders/index.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
beforeEach(async () => {
  world = await openPorts();
});
afterEach(() => world.close());

const organiser = anOrganiser();
const course = (more: Partial<EnterCommunity> = {}): EnterCommunity => ({
  kind: 'lms-course',
  tenant: 'registration:1',
  nativeId: '7',
  title: 'Class 2.b',
  organiser: organiser.id,
  audience: 'minors',
  person: anId(),
  seat: 'learner',
  name: null,
  isTest: false,
  copiedFrom: [],
  ...more,
});

async function entered(more: Partial<EnterCommunity> = {}) {
  const { done } = await enterCommunity(world.ports, course(more));
  if (!done) throw new Error('not entered');
  return done;
}

describe('Entering a course', () => {
  it('keeps the organiser’s standing grant for its teachers the first time, and once', async () => {
    const { community } = await entered();
    await entered();

    const grants = await world.ports.records.grants.in(community.id);
    expect(grants).toMatchObject([
      { organiser: organiser.id, nativeRole: 'teacher', role: 'reviewer', until: null },
    ]);
  });

  it('by two at once keeps one course', async () => {
    const both = await Promise.all([1, 2].map(() => retryStale(() => entered())));

    expect(new Set(both.map(({ community }) => community.id)).size).toBe(1);
  });

  it('of the same number in another deployment is another course', async () => {
    const [here, there] = [await entered(), await entered({ tenant: 'registration:2' })];

    expect(there.community.id).not.toBe(here.community.id);
  });

  it('as a student does not take a teacher’s seat away', async () => {
    const person = anId<EnterCommunity['person']>();
    await entered({ person, seat: 'teacher' });

    expect((await entered({ person, seat: 'learner' })).membership.seat).toBe('teacher');
  });

  it('again keeps the audience it was connected with', async () => {
    await entered();

    expect((await entered({ audience: 'adults' })).community.audience).toBe('minors');
  });
});

describe('Being met as a learner', () => {
  /** In whose courses grades are looked at, with what moved since the last look. */
  const told = async () =>
    (await world.ports.outbox.claim('test', 100, 60_000))
      .filter(({ event, reaction }) => event.name === 'community.entered' && reaction === 'pass-grade-back')
      .map(({ event }) => event.by);

  it('is told once, not again at each launch', async () => {
    const person = anId<EnterCommunity['person']>();

    await entered({ person });
    await entered({ person });

    expect(await told()).toEqual([person]);
  });

  it('is told again when somebody comes back, or was only looking before', async () => {
    const person = anId<EnterCommunity['person']>();
    const { membership } = await entered({ person, seat: 'visitor' });
    expect(await told()).toEqual([]);

    await entered({ person });
    await world.ports.records.keep({ membership: [{ ...membership, state: 'inactive', revision: 2 }] });
    await entered({ person });

    expect(await told()).toEqual([person, person]);
  });

  it.each([{ seat: 'teacher' }, { seat: 'visitor' }, { isTest: true }] as const)(
    'is not told of %j',
    async (who) => {
      await entered(who);

      expect(await told()).toEqual([]);
    },
  );
});

describe('A placement', () => {
  it('is made by a granted teacher, exchanged by making it again, refused to a learner', async () => {
    const [one, other] = [aPlaylist(), aPlaylist()];
    await world.ports.records.keep({ playlist: [one, other] });
    const { community } = await entered();
    const teacher = await findActor(world.ports, anId(), { community: community.id, as: 'teacher' });
    const learner = await findActor(world.ports, anId(), { community: community.id, as: 'learner' });
    const link = {
      mode: 'whole',
      within: null,
      nativeLink: 'link-1',
      gradeColumn: { max: 100 },
      deadline: null,
    } as const;

    const made = await makePlacement(world.ports, teacher, {
      ...link,
      subject: { kind: 'playlist', id: one.id },
    });
    const exchanged = await makePlacement(world.ports, teacher, {
      ...link,
      subject: { kind: 'playlist', id: other.id },
    });
    const refusedOne = await makePlacement(world.ports, learner, {
      ...link,
      subject: { kind: 'playlist', id: one.id },
    });

    expect(exchanged.done).toMatchObject({ id: made.done?.id, subject: { id: other.id } });
    expect(refusedOne.refused?.why).toBe('not-allowed');
  });

  it('of something unknown or unpublished is not found', async () => {
    const draft = anActivity({ state: 'draft' });
    await world.ports.records.keep({ activity: [draft] });
    const { community } = await entered();
    const by = await findActor(world.ports, anId(), { community: community.id, as: 'learner' });
    const link = { mode: 'whole', within: null, nativeLink: 'l', gradeColumn: null, deadline: null } as const;

    for (const id of [draft.id, anId<typeof draft.id>()]) {
      const bound = await bindPlacement(world.ports, by, { ...link, subject: { kind: 'activity', id } });
      expect(bound.refused?.why).toBe('not-found');
    }
  });

  it('travels with a copied course where its link keeps its name, without its grade column', async () => {
    const playlist = aPlaylist();
    await world.ports.records.keep({ playlist: [playlist] });
    const { community } = await entered();
    const teacher = await findActor(world.ports, anId(), { community: community.id, as: 'teacher' });
    await makePlacement(world.ports, teacher, {
      subject: { kind: 'playlist', id: playlist.id },
      mode: 'whole',
      within: null,
      nativeLink: 'link-1',
      gradeColumn: { max: 100 },
      deadline: null,
    });

    const copy = await entered({ nativeId: '9', copiedFrom: ['7'] });
    await world.settle();

    expect(await world.ports.records.placements.in(copy.community.id)).toMatchObject([
      { subject: { id: playlist.id }, nativeLink: 'link-1', gradeColumn: null },
    ]);
  });
});

describe('What may stand in a course', () => {
  const [host, other] = [anOrganiser().id, anOrganiser().id];

  it.each([
    ['anyone', other, 'published', true],
    ['signed-in', other, 'published', true],
    ['signed-in', null, 'published', true],
    ['organiser-people', host, 'published', true],
    ['organiser-people', other, 'published', false],
    ['organiser-people', null, 'published', false],
    ['activity-people', host, 'published', false],
    ['nobody', host, 'published', false],
    ['anyone', host, 'draft', false],
    ['anyone', host, 'unpublished', false],
    ['anyone', host, 'archived', false],
  ] as const)('seen by %s, of %s, %s: %s', (visibility, organiser, state, expected) => {
    expect(mayBePlaced({ visibility, organiser, state }, host)).toBe(expected);
  });

  it('is nobody’s own where the course is nobody’s', () => {
    const own = { visibility: 'organiser-people', organiser: null, state: 'published' } as const;

    expect(mayBePlaced(own, null)).toBe(false);
  });

  it.each([
    ['its playlist', 'explore!', true],
    ['a playlist without it', 'podcast!', false],
  ] as const)('as a step of %s: %#', async (_, step, expected) => {
    const explore = anActivity({ id: named('explore') });
    const playlist = aPlaylist('fixed', step);
    await world.ports.records.keep({ activity: [explore], playlist: [playlist] });
    const subject = { kind: 'activity', id: explore.id } as const;

    expect(await canBePlaced(world.ports, null, subject, playlist.id)).toBe(expected);
  });
});

describe('A copied course', () => {
  it('takes after the nearest one that is known here, where the one between never was', async () => {
    const playlist = aPlaylist();
    const { community } = await entered();
    const placement = aPlacement({
      community: community.id,
      nativeLink: 'link-1',
      subject: { kind: 'playlist', id: playlist.id },
    });
    await world.ports.records.keep({ playlist: [playlist], placement: [placement] });

    const copy = await entered({ nativeId: '9', copiedFrom: ['8', '7'] });
    await world.settle();

    expect(await world.ports.records.placements.in(copy.community.id)).toMatchObject([
      { subject: { id: playlist.id }, nativeLink: 'link-1' },
    ]);
  });

  it('of another school takes nothing over, though its number is the same', async () => {
    const { community } = await entered();
    await world.ports.records.keep({ placement: [aPlacement({ community: community.id })] });

    const copy = await entered({ tenant: 'registration:2', nativeId: '9', copiedFrom: ['7'] });
    await world.settle();

    expect(await world.ports.records.placements.in(copy.community.id)).toEqual([]);
  });
});

describe('Telling a learner', () => {
  const facts = { id: 'event', by: null, community: null } as const;

  it.each([
    ['work.sent-back', 'improve', 'to-improve', 'work-sent-back'],
    ['work.rejected', 'reject', 'rejected', 'work-rejected'],
  ] as const)('of %s brings the words of the last who decided so', async (name, decision, state, kind) => {
    const work = someWork({ state });
    const review = aReview({ work: work.id, decision, words: 'say what surprised you' });
    const undone = aReview({ work: work.id, decision, words: 'oh no', undoneAt: world.clock.now() });
    await world.ports.records.keep({ work: [work], review: [review, undone] });

    await tellLearner(world.ports, { ...facts, name, at: world.clock.now(), payload: of(work) }, 'key');

    const [notice] = await world.ports.records.notices.unseen(work.person);
    expect(notice?.note).toEqual({
      kind,
      activity: work.activity,
      task: work.task,
      words: 'say what surprised you',
    });
  });

  it('of work opened again brings the reason', async () => {
    const work = someWork({ state: 'open', reopenedFor: 'the photo is of another river' });
    await world.ports.records.keep({ work: [work] });

    await tellLearner(
      world.ports,
      { ...facts, name: 'work.reopened', at: world.clock.now(), payload: of(work) },
      'key',
    );

    expect(await world.ports.records.notices.unseen(work.person)).toMatchObject([
      { note: { kind: 'work-reopened', words: 'the photo is of another river' } },
    ]);
  });

  it('says nothing of a version that was handed in anew meanwhile', async () => {
    const work = someWork({ evidenceVersion: 2 });
    await world.ports.records.keep({
      work: [work],
      review: [aReview({ work: work.id, decision: 'improve', words: 'more' })],
    });
    const payload = { ...of(work), evidenceVersion: 1 };

    await tellLearner(
      world.ports,
      { ...facts, name: 'work.sent-back', at: world.clock.now(), payload },
      'key',
    );

    expect(await world.ports.records.notices.unseen(work.person)).toEqual([]);
  });

  it.each([
    ['joined', null, true],
    ['refused', 'it is full', false],
  ] as const)('whose request was answered: %s', async (state, reason, joined) => {
    const activity = anId<ActivityId>();
    const enrolment = anEnrolment({ subject: { kind: 'activity', id: activity }, state, reason });
    await world.ports.records.keep({ enrolment: [enrolment] });
    const payload = { person: enrolment.person, activity };

    await tellLearner(
      world.ports,
      { ...facts, name: 'activity.join-answered', at: world.clock.now(), payload },
      'key',
    );

    expect(await world.ports.records.notices.unseen(enrolment.person)).toMatchObject([
      { note: { kind: 'join-answered', activity, joined, words: reason } },
    ]);
  });

  const of = ({ person, activity, task, evidenceVersion }: ReturnType<typeof someWork>) => ({
    person,
    activity,
    task,
    evidenceVersion,
  });
});

describe('Telling an earner', () => {
  it('twice keeps one notice, and none of what is no longer so', async () => {
    const [issued, revoked] = [anAward(), anAward({ state: 'revoked' })];
    await world.ports.records.keep({ award: [issued, revoked] });
    const told = (award: typeof issued): Told<'award.issued'> => ({
      id: 'event',
      at: world.clock.now(),
      name: 'award.issued',
      by: null,
      community: null,
      payload: { award: award.id, badge: award.badge, person: award.person },
    });

    await tellEarner(world.ports, told(issued), 'event/tell-earner');
    await tellEarner(world.ports, told(issued), 'event/tell-earner');
    await tellEarner(world.ports, told(revoked), 'other/tell-earner');

    expect(await world.ports.records.notices.unseen(issued.person)).toHaveLength(1);
    expect(await world.ports.records.notices.unseen(revoked.person)).toEqual([]);
  });

  it('keeps nothing for somebody who was erased', async () => {
    const gone = aPerson({ state: 'erased' });
    const award = anAward({ person: gone.id });
    await world.ports.records.keep({ person: [gone], award: [award] });

    await tellEarner(
      world.ports,
      {
        id: 'event',
        at: world.clock.now(),
        name: 'award.issued',
        by: null,
        community: null,
        payload: { award: award.id, badge: award.badge, person: gone.id },
      },
      'event/tell-earner',
    );

    expect(await world.ports.records.notices.of(gone.id)).toEqual([]);
  });
});
