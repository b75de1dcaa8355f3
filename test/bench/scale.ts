import { join } from 'node:path';
import { type App, assemble, loadDemoCity } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import { classFilters } from '../../core/communities/class-terms.ts';
import { readClass } from '../../core/communities/read-class.ts';
import { submitEvidence } from '../../core/evidence/submit-evidence.ts';
import type { PersonId } from '../../core/ids.ts';
import { findActor } from '../../core/people/find-actor.ts';
import {
  aCommunity,
  aMembership,
  anActivity,
  anActor,
  anOrganiser,
  aPerson,
  aPlacement,
  aTask,
} from '../builders/index.ts';
import { approvalTimes } from './approvals.ts';
import { fillClass } from './class-filled.ts';
import { type BenchEngine, benchEngines } from './engines.ts';
import { openOurs, startOurs } from './launch-servers.ts';
import { type LaunchTarget, launchesPerSecond } from './launches.ts';
import { median } from './percentile.ts';
import { type BenchPlatform, openPlatform } from './platform.ts';
import { fillCity, type Scale } from './scale-filled.ts';

/** What people do most, by name: the median in milliseconds. */
type Times = Readonly<Record<string, number>>;

const rounds = 5;

/** The same acts in a small city and in one a hundred times its size, on each engine, in turns. */
export async function tellScale(folder: string, large: Scale): Promise<string> {
  const small = { learners: Math.ceil(large.learners / 100), awards: Math.ceil(large.awards / 100) };
  const tables: string[] = [];
  const platform = await openPlatform();
  for (const engine of await benchEngines()) {
    const [few, many] = [
      await openCity(engine, platform, join(folder, `${engine.slug}-small`), small),
      await openCity(engine, platform, join(folder, `${engine.slug}-large`), large),
    ];
    const times: Record<string, [number[], number[]]> = {};
    for (let round = 0; round < rounds; round += 1) {
      for (const [side, city] of [few, many].entries()) {
        for (const [act, ms] of Object.entries(await timesIn(city))) {
          times[act] ??= [[], []];
          times[act][side]?.push(ms);
        }
      }
    }
    await few.close();
    await many.close();
    const rows = Object.entries(times).map(
      ([act, [a, b]]) =>
        `| ${act} | ${median(a).toFixed(1)} | ${median(b).toFixed(1)} | ${(median(b) / median(a)).toFixed(2)} |`,
    );
    tables.push(`### ${engine.name}

Filled in ${Math.round(many.filledMs / 1000)} s.

| Act, ms | ${small.awards.toLocaleString('en')} awards | ${large.awards.toLocaleString('en')} awards | large ÷ small (goal ≤ 1.2) |
|---|---|---|---|
${rows.join('\n')}
`);
    await engine.stop();
  }
  platform.close();
  return `## A small and a large city

${small.learners.toLocaleString('en')} learners beside ${large.learners.toLocaleString('en')}, in turns on the same machine; medians of ${rounds} rounds.

${tables.join('\n')}`;
}

interface City {
  readonly app: App;
  readonly platform: BenchPlatform;
  readonly served: { readonly target: LaunchTarget; readonly env: Readonly<Record<string, string>> };
  readonly learners: readonly PersonId[];
  readonly teacher: Awaited<ReturnType<typeof fillClass>>;
  readonly filledMs: number;
  close(): Promise<void>;
}

async function openCity(
  engine: BenchEngine,
  platform: BenchPlatform,
  dataDir: string,
  scale: Scale,
): Promise<City> {
  const env = { ...engine.env(dataDir), PRACTICE_LMS: 'off', DEMO_CITY: 'off', LOG_LEVEL: 'error' };
  const app = await assemble(readConfig(env));
  await loadDemoCity(app.ports);
  const { child, ...served } = await openOurs(env, platform);
  await child.stop();
  const begun = performance.now();
  const every = Math.ceil(scale.learners / 10 / 300) * 300;
  const learners = await fillCity(app.ports, scale, (done) => {
    if (done % every === 0) console.log(`  ${engine.name}: ${done} of ${scale.learners} learners`);
  });
  const filledMs = performance.now() - begun;
  const teacher = await fillClass(app.ports);
  return { app, platform, served, learners, teacher, filledMs, close: () => app.close() };
}

async function timesIn(city: City): Promise<Times> {
  return {
    'login and launch, the page read': await launchMs(city),
    'evidence handed in': await submissionMs(city),
    'approval → award and grade (its 10 s over)': median(await approvalTimes(city.app)),
    "a learner's awards, first page": await awardsMs(city),
    'class of 1,000: 60 rows and all counts': await classMs(city),
  };
}

/** A server of its own on the same store, beside this process. */
async function launchMs({ served, platform }: City): Promise<number> {
  const child = await startOurs(served.env);
  await launchesPerSecond(platform, served.target, 1000);
  const rate = await launchesPerSecond(platform, served.target, 2000, 1);
  await child.stop();
  return 1000 / rate;
}

async function submissionMs({ app: { ports } }: City): Promise<number> {
  const organiser = anOrganiser();
  const task = aTask();
  const activity = anActivity({ organiser: organiser.id, tasks: [task] });
  const community = aCommunity({ organiser: organiser.id, audience: 'adults' });
  const people = Array.from({ length: 60 }, () => aPerson());
  await ports.records.keep({
    organiser: [organiser],
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

async function awardsMs({ app, learners }: City): Promise<number> {
  const { awards, badges } = app.ports.records;
  const times: number[] = [];
  for (const person of learners.slice(0, 100)) {
    const begun = performance.now();
    const { items } = await awards.heldBy(person, { size: 20, after: null });
    await badges.byIds(items.map(({ badge }) => badge));
    times.push(performance.now() - begun);
  }
  return median(times);
}

async function classMs({ app: { ports }, teacher: { teacher, community } }: City): Promise<number> {
  const by = { ...(await findActor(ports, teacher, { community, as: 'teacher' })), person: teacher };
  const times: number[] = [];
  for (let again = 0; again < 5; again += 1) {
    for (const show of classFilters) {
      const begun = performance.now();
      const read = await readClass(ports, by, null);
      if (!read.done) throw new Error('The class is not shown');
      await ports.records.classes.rows(community, read.done.terms, show, { size: 60, after: null });
      await ports.records.classes.counts(community, read.done.terms);
      times.push(performance.now() - begun);
    }
  }
  return median(times);
}
