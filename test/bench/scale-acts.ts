import { createVisits, type Visit } from '../../adapters/web/index.ts';
import { findOpportunities } from '../../core/catalogue/find-opportunities.ts';
import { classFilters } from '../../core/communities/class-terms.ts';
import { submitEvidence } from '../../core/evidence/submit-evidence.ts';
import {
  aCommunity,
  aMembership,
  anActivity,
  anActor,
  aPerson,
  aPlacement,
  aTask,
} from '../builders/index.ts';
import { approvalTimes } from './approvals.ts';
import { searches } from './catalogue.ts';
import { size } from './catalogue-raw.ts';
import type { Child } from './child.ts';
import { startOurs } from './launch-servers.ts';
import { launchOnce } from './launches.ts';
import { median } from './percentile.ts';
import type { City } from './scale-city.ts';

/** What people do most, by name: the median in milliseconds. */
export type Times = Readonly<Record<string, number>>;

/** Over HTTP at a server of its own on the same store, then in this process. */
export async function timesIn(city: City): Promise<Times> {
  const begun = performance.now();
  const child = await startOurs(city.served.env);
  const startMs = performance.now() - begun;
  const pages = {
    'a server started, until it listens': startMs,
    'login and launch, the page read': await launchMs(city),
    "a learner's badges, the page read": await walletMs(city, child),
    'class of 1,000, the page read, all filters': await classMs(city, child),
  };
  await child.stop();
  return {
    ...pages,
    'evidence handed in': await submissionMs(city),
    'approval → award and grade (its 10 s over)': median(await approvalTimes(city.app, city.organiser)),
    'search, words and filters': await searchMs(city, false),
    'search near me': await searchMs(city, true),
  };
}

async function launchMs({ served: { target }, platform }: City): Promise<number> {
  const times: number[] = [];
  for (let launch = 0; launch < 200; launch += 1) {
    const { ms } = await launchOnce(platform, target, launch % 50);
    // The first fifty have never been here, and warm up.
    if (launch >= 50) times.push(ms);
  }
  return median(times);
}

async function walletMs(city: City, child: Child): Promise<number> {
  const times: number[] = [];
  for (const person of [...city.learners, ...city.learners]) {
    const token = await visitOf(city, { person });
    times.push(await pageMs(`${child.baseUrl}/me/badges`, token));
  }
  // The first half warms up.
  return median(times.slice(city.learners.length));
}

async function classMs(city: City, child: Child): Promise<number> {
  const { community, teacher: person } = city.teacher;
  const token = await visitOf(city, { person, seat: { community, as: 'teacher' } });
  const times: number[] = [];
  for (let again = 0; again < 4; again += 1) {
    for (const show of classFilters) {
      const ms = await pageMs(`${child.baseUrl}/app/class?show=${show}`, token);
      if (again > 0) times.push(ms);
    }
  }
  return median(times);
}

async function visitOf({ app }: City, who: Pick<Visit, 'person'> & Partial<Visit>): Promise<string> {
  const visit = { seat: null, placement: null, isTest: false, language: 'en', framedBy: [], ...who } as const;
  return (await createVisits(app.ports).open(visit)).token;
}

async function pageMs(url: string, token: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, 'hx-request': 'true', 'hx-target': 'page' },
  });
  await answer.text();
  const ms = performance.now() - begun;
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return ms;
}

/** A new activity of the organiser for a new course. */
async function submissionMs({ app: { ports }, organiser }: City): Promise<number> {
  const task = aTask();
  const activity = anActivity({ organiser, tasks: [task] });
  const community = aCommunity({ organiser, audience: 'adults' });
  const people = Array.from({ length: 60 }, () => aPerson());
  await ports.records.keep({
    activity: [activity],
    community: [community],
    placement: [aPlacement({ community: community.id, subject: { kind: 'activity', id: activity.id } })],
    person: people,
    membership: people.map(({ id }) => aMembership({ community: community.id, person: id })),
  });
  const times: number[] = [];
  for (const { id } of people) {
    const who = anActor({ person: id, seat: { community: community.id, as: 'learner' } });
    const items = [{ kind: 'text' as const, text: 'What I heard.' }];
    const begun = performance.now();
    const input = { activity: activity.id, within: null, task: task.id, items, note: null, handIn: id };
    const answer = await submitEvidence(ports, who, input);
    times.push(performance.now() - begun);
    if (answer.refused) throw new Error(`Not handed in: ${answer.refused.why}`);
  }
  return median(times);
}

/** By learners from all over, each kind of search in turn. */
async function searchMs({ app: { ports }, learners, words }: City, isNear: boolean): Promise<number> {
  const queries = Object.values(searches(words)).filter(({ near }) => (near !== null) === isNear);
  const times: number[] = [];
  for (const [round, person] of learners.slice(0, 40).entries()) {
    for (const query of queries) {
      const begun = performance.now();
      await findOpportunities(ports, anActor({ person }), query, { size, after: null });
      if (round >= 10) times.push(performance.now() - begun);
    }
  }
  return times.reduce((sum, ms) => sum + ms, 0) / times.length;
}
