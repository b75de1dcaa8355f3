import { declareDone } from '../../core/activities/declare-done.ts';
import { joinActivity } from '../../core/activities/join-activity.ts';
import { awardByHand } from '../../core/badges/award-by-hand.ts';
import { explainBadge } from '../../core/badges/explain-badge.ts';
import { showClass } from '../../core/communities/show-class.ts';
import { listQueue } from '../../core/evidence/list-queue.ts';
import { reviewEvidence } from '../../core/evidence/review-evidence.ts';
import { SubmitEvidence, submitEvidence } from '../../core/evidence/submit-evidence.ts';
import type { Someone } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { seePlaylist } from '../../core/playlists/see-playlist.ts';
import { aMembership, aPerson, aPlacement } from '../builders/index.ts';
import { type City, openCity } from '../support/city.ts';

let city: City;
/** As Canvas has one in each course: a learner by role, marked as a test user. */
let test: Someone;
beforeEach(async () => {
  city = await openCity();
  const person = aPerson();
  await city.ports.records.keep({
    person: [person],
    membership: [
      aMembership({ community: city.course7, person: person.id, name: 'Test Student', isTest: true }),
    ],
  });
  const seat = { community: city.course7, as: 'learner' } as const;
  test = { ...(await findActor(city.ports, person.id, seat)), person: person.id };
});
afterEach(() => city.close());

const explored = () => declareDone(city.ports, test, { activity: city.explore.id, within: city.makers.id });
const handIn = (task: (typeof city.interview.tasks)[number]['id'] | undefined) =>
  submitEvidence(
    city.ports,
    test,
    SubmitEvidence.parse({
      activity: city.interview.id,
      within: city.makers.id,
      task,
      items: [{ kind: 'text', text: 'Just trying.' }],
      handIn: 'one',
    }),
  );

describe('A test student', () => {
  it('plays: does a step, sees the next one open, hands in and waits', async () => {
    await explored();
    const seen = await seePlaylist(city.ports, test, { playlist: city.makers.id, preview: false });
    const handedIn = await handIn(city.interview.tasks[0]?.id);

    expect(seen.done?.progress.reached).toBe(1);
    expect(seen.done?.steps.map(({ state }) => state).slice(0, 2)).toEqual(['done', 'open']);
    expect(seen.done?.earnsNothing?.reason).toEqual({ is: 'earns-nothing', as: 'test-student' });
    expect(handedIn.done?.state).toBe('in-review');
  });

  it('earns no badge and no grade, whatever it does, nor by hand', async () => {
    await city.ports.records.keep({
      placement: [
        aPlacement({
          community: city.course7,
          subject: { kind: 'activity', id: city.explore.id },
          gradeColumn: { max: 100 },
        }),
      ],
    });
    await explored();
    await city.settle();
    const badge = await city.badgeOf(city.explore);

    const given = await awardByHand(city.ports, city.iva, { badge: badge.id, person: test.person });
    const why = await explainBadge(city.ports, test, { badge: badge.id });

    expect(await city.ports.records.awards.latest(badge.id, test.person)).toBeNull();
    expect(given.refused).toBeDefined();
    expect(why.done?.explanation).toMatchObject({
      verdict: 'no',
      reason: { is: 'earns-nothing', as: 'test-student' },
    });
    expect(city.gradebook.written).toEqual([]);
  });

  it('asks nobody: neither peers nor organisers find what it handed in', async () => {
    await explored();
    const work = [
      await handIn(city.interview.tasks[0]?.id),
      await handIn(city.interview.tasks[1]?.id),
    ].flatMap(({ done }) => done ?? []);
    const jan = await city.learner('jan');
    await declareDone(city.ports, jan, { activity: city.explore.id, within: city.makers.id });
    await joinActivity(city.ports, jan, { activity: city.interview.id, within: city.makers.id });

    const queueOf = async (who: Someone, of: Parameters<typeof listQueue>[2]['of']) =>
      (await listQueue(city.ports, who, { of, all: true, after: null, size: 25 })).done?.items;
    const decide = (who: Someone) =>
      Promise.all(
        work.map(async ({ id }) => {
          const input = { work: id, evidenceVersion: 1, decision: 'approve', words: null } as const;
          return (await reviewEvidence(city.ports, who, input)).refused?.why;
        }),
      );

    expect(work).toHaveLength(2);
    expect(await queueOf(city.ana, { kind: 'community', community: city.course7 })).toEqual([]);
    expect(await queueOf(city.iva, { kind: 'organiser', organiser: city.zmaji })).toEqual([]);
    expect(await queueOf(jan, { kind: 'peers', activity: null })).toEqual([]);
    expect([await decide(city.ana), await decide(jan)]).toEqual([
      ['not-found', 'not-found'],
      ['not-found', 'not-found'],
    ]);
  });

  it('is in no list and no count, and takes no place', async () => {
    await explored();
    await handIn(city.interview.tasks[1]?.id);
    city.clock.advance(8 * 24 * 3_600_000);
    const subject = { kind: 'activity', id: city.interview.id } as const;

    const seen = await showClass(
      city.ports,
      city.ana,
      { playlist: null, show: 'everybody' },
      { size: 25, after: null },
    );

    expect(seen.done?.rows).toEqual([]);
    expect(seen.done?.counts).toEqual({ everybody: 0, stuck: 0, waiting: 0, done: 0 });
    expect(await city.ports.records.enrolments.count(subject, null)).toBe(0);
    expect(await city.ports.records.enrolments.count(subject, city.course7)).toBe(0);
  });
});
