import fc from 'fast-check';
import { listClass } from '../../core/communities/list-class.ts';
import { readClass } from '../../core/communities/read-class.ts';
import { showClass } from '../../core/communities/show-class.ts';
import { sortsAs } from '../../core/communities/sorts-as.ts';
import { listQueue } from '../../core/evidence/list-queue.ts';
import type { PersonId } from '../../core/ids.ts';
import { dayMs, later } from '../../core/instant.ts';
import {
  aMembership,
  anActor,
  anEnrolment,
  anId,
  aPerson,
  aReview,
  someEvidence,
  someWork,
} from '../builders/index.ts';
import { cases } from '../support/cases.ts';
import { type City, openCity } from '../support/city.ts';

let city: City;
beforeEach(async () => {
  city = await openCity('mixed');
});
afterEach(() => city.close());

const all = { playlist: null, show: 'everybody' } as const;
const page = { size: 25, after: null };

describe('The class', () => {
  it('is shown to its granted teacher; without a grant it is forbidden, without a seat not found', async () => {
    await city.learner('luka');
    const ungranted = anActor({ seat: { community: city.course7, as: 'teacher' } });

    const seen = await showClass(city.ports, city.ana, all, page);

    expect(seen.done?.playlist?.id).toBe(city.makers.id);
    expect(seen.done?.rows.map(({ membership }) => membership.name)).toEqual(['luka Novak']);
    expect((await showClass(city.ports, ungranted, all, page)).refused?.why).toBe('not-allowed');
    expect((await showClass(city.ports, anActor(), all, page)).refused?.why).toBe('not-found');
  });

  it('of a playlist that is not placed there is not found', async () => {
    const wanted = { ...all, playlist: anId<typeof city.makers.id>() };

    expect((await showClass(city.ports, city.ana, wanted, page)).refused).toEqual({ why: 'not-found' });
  });

  it('counts as done what is needed, not what is optional', async () => {
    const { done } = await readClass(city.ports, city.ana, null);

    expect(done?.terms.activities).toHaveLength(4);
    expect(done?.terms.needed).toEqual([city.explore.id, city.interview.id, city.openSpace.id]);
  });

  it('is listed whole for whoever may see it, and for nobody else', async () => {
    const names = Array.from({ length: 205 }, (_, index) => `Learner ${String(index).padStart(3, '0')}`);
    const people = names.map(() => aPerson());
    const membership = people.map(({ id }, index) =>
      aMembership({ community: city.course7, person: id, name: names[index] ?? null }),
    );
    await city.ports.records.keep({ person: people, membership });

    const listed = await listClass(city.ports, city.ana, all);
    const rows: (string | null)[] = [];
    for await (const row of listed.done?.rows ?? []) rows.push(row.membership.name);

    expect(rows).toEqual(names);
    expect((await listClass(city.ports, await city.learner('luka'), all)).refused?.why).toBe('not-allowed');
  });
});

describe('Waiting for me', () => {
  const work = fc.record({
    task: fc.nat({ max: 2 }),
    ageDays: fc.constantFrom(0, 6, 7, 13, 14, 30),
    showsPeople: fc.boolean(),
    isApprovedByMe: fc.boolean(),
  });
  const aClass = fc.record({
    learners: fc.array(fc.array(work, { maxLength: 3 }), { minLength: 1, maxLength: 5 }),
    joined: fc.nat({ max: 4 }),
    audience: fc.constantFrom('adults' as const, 'mixed' as const),
  });
  const picture = {
    kind: 'file',
    medium: 'image',
    name: 'a.png',
    type: 'image/png',
    bytes: 9,
    alt: null,
  } as const;

  it('shows exactly those whose evidence stands in the teacher’s queue', async () => {
    await fc.assert(
      fc.asyncProperty(aClass, async ({ learners, joined, audience }) => {
        await city.close();
        city = await openCity(audience);
        const tasks = [...city.interview.tasks, ...city.podcast.tasks];
        const people = await Promise.all(learners.map((_, index) => city.learner(`learner-${index}`)));
        for (const { person } of people.slice(0, joined)) {
          const subject = { kind: 'activity', id: city.interview.id } as const;
          await city.ports.records.keep({ enrolment: [anEnrolment({ person, subject, state: 'joined' })] });
        }
        for (const [index, handedIn] of learners.entries()) {
          const person = people[index]?.person ?? anId<PersonId>();
          for (const one of handedIn.filter(
            (each, at) => handedIn.findIndex(({ task }) => task === each.task) === at,
          )) {
            await keepWork(person, one, tasks[one.task]?.id ?? anId());
          }
        }

        const shown = await showClass(city.ports, city.ana, { ...all, show: 'waiting' }, page);
        const queue = await listQueue(city.ports, city.ana, {
          of: { kind: 'community', community: city.course7 },
          all: false,
          after: null,
          size: 100,
        });

        const waiting = new Set(queue.done?.items.map(({ author }) => author.person));
        expect(new Set(shown.done?.rows.map(({ membership }) => membership.person))).toEqual(waiting);
        expect(shown.done?.counts.waiting).toBe(waiting.size);

        async function keepWork(
          person: PersonId,
          one: { ageDays: number; showsPeople: boolean; isApprovedByMe: boolean },
          task: (typeof tasks)[number]['id'],
        ) {
          const activity = city.interview.tasks.some(({ id }) => id === task) ? city.interview : city.podcast;
          const at = later(city.clock.now(), -one.ageDays * dayMs);
          const handedIn = someWork({
            person,
            activity: activity.id,
            task,
            waitingSince: at,
            isKeptFromPeers: one.showsPeople && audience !== 'adults',
          });
          const items = one.showsPeople ? [{ ...picture, file: anId<never>() }] : undefined;
          await city.ports.records.keep({
            work: [handedIn],
            evidence: [someEvidence({ work: handedIn.id, person, task, at, ...(items ? { items } : {}) })],
            review: one.isApprovedByMe ? [aReview({ work: handedIn.id, reviewer: city.ana.person })] : [],
          });
        }
      }),
      cases(40),
    );
  });
});

describe('By name', () => {
  it('letters with a caron come after their plain ones, accents and capitals count for nothing', () => {
    const names = [
      'Žiga',
      'Zoran',
      'Šimen',
      'Suzana',
      'Đorđe',
      'Dušan',
      'Čuk',
      'Cvetka',
      'Émile',
      'eva',
      'Łukasz',
      'Lea',
    ];

    const sorted = names.toSorted((a, b) => (sortsAs(a) < sortsAs(b) ? -1 : 1));

    expect(sorted).toEqual([
      'Cvetka',
      'Čuk',
      'Dušan',
      'Đorđe',
      'Émile',
      'eva',
      'Lea',
      'Łukasz',
      'Suzana',
      'Šimen',
      'Zoran',
      'Žiga',
    ]);
  });
});
