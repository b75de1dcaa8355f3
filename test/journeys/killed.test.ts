import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type App, assemble } from '../../adapters/assemble.ts';
import { run } from '../../adapters/cli/run.ts';
import { readConfig } from '../../adapters/config.ts';
import { type PracticeLms, startPracticeLms } from '../../adapters/practice-lms/index.ts';
import { hourMs, minuteMs } from '../../core/instant.ts';
import { type OwnRecords, readOwn } from '../../core/people/read-own.ts';
import { movingClock } from '../support/moving-clock.ts';
import { PageDriver } from '../support/page-driver.ts';
import { plainBundle } from '../support/plain-bundle.ts';
import { ServerProcess } from '../support/server-process.ts';
import { answerIn, itemIn, launchAs, must, toolUrls } from '../support/story.ts';

const profile = 'moodle';
const [learners, activities, tasks] = [10, 5, 2];
const submissions = learners * activities * tasks;
const fewestKills = 8;

/** The LMS and the last house share it; the server in between has the real one. */
const clock = movingClock();
let dataDir: string;
let server: ServerProcess;
let lms: PracticeLms;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'col-killed-'));
  server = await ServerProcess.on(dataDir, { DEMO_CITY: 'on' });
  await server.start();
  lms = await startPracticeLms({ dataDir: null, tool: toolUrls(server.baseUrl), clock });
  await connect();
  await placeAll();
}, 120_000);
afterAll(async () => {
  await server?.kill();
  await lms?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('a server killed at random during 200 submissions and approvals loses nothing and doubles nothing', async () => {
  const random = seeded(20261005);
  const keys = lms.control.addLearners('7', learners).map(({ key }) => key);
  const kept = new Map<string, string[]>(keys.map((key) => [key, []]));
  const approved = new Set<string>();
  let isDone = false;

  const killed = killing(
    random,
    () => isDone,
    () => answersOrDone(1 + random() * 60, () => isDone),
  );
  try {
    await Promise.all([
      ...keys.map((key) => handInAll(key, must(kept.get(key)))),
      approveAll(approved),
      approveAll(approved),
    ]);
  } finally {
    isDone = true;
    await killed;
  }
  const kills = await killed;
  const more = await killing(
    random,
    (done) => done >= 6,
    () => wait(40 + random() * 1460),
  );
  await server.stop();
  const own = await deliverTheRest((ports) => ownOf(ports, keys));

  expect(kills).toBeGreaterThan(0);
  expect(kills + more).toBeGreaterThanOrEqual(fewestKills);
  expect([...kept.values()].flat()).toHaveLength(submissions);
  expect(approved.size).toBe(submissions);
  for (const [key, records] of own) {
    // What was acknowledged is there once, as its only version.
    expect(textsOf(records)).toEqual(must(kept.get(key)).toSorted());
    expect(records.evidence.every(({ version }) => version === 1)).toBe(true);
    expect(records.work.map(({ state }) => state)).toEqual(Array(activities * tasks).fill('finished'));
    expect(records.reviewsReceived.filter(({ undoneAt }) => undoneAt === null)).toHaveLength(
      activities * tasks,
    );
    expect(records.identities).toHaveLength(1);
    expect(records.memberships).toHaveLength(1);
    // What follows took effect once.
    expect(records.completions).toHaveLength(activities);
    expect(records.awards.map(({ state, round }) => [state, round])).toEqual(
      Array(activities + 1).fill(['issued', 1]),
    );
    expect(new Set(records.awards.map(({ badge }) => badge)).size).toBe(activities + 1);
    expect(records.notices.filter(({ note }) => note.kind === 'award-issued')).toHaveLength(activities + 1);
    expect(records.grades.map(({ state, points }) => [state, points])).toEqual(
      Array(activities + 1).fill(['sent', 100]),
    );
  }
  const columns = [...lms.control.grades('7', profile)];
  expect(columns).toHaveLength(activities + 1);
  for (const [, grades] of columns)
    expect([...grades].toSorted()).toEqual(keys.map((key) => [key, 100]).toSorted());
}, 400_000);

/** As an operator does, beside the running server. */
async function connect(): Promise<void> {
  const bundle = join(dataDir, 'plain.json');
  writeFileSync(bundle, JSON.stringify(plainBundle('plain', activities, tasks)));
  const facts = lms.operatorFacts(profile);
  await col(
    'organiser',
    'add',
    ...optionsOf({ slug: 'plain', name: 'Plain', kind: 'youth-centre', owner: 'Ana' }),
    ...optionsOf({ language: 'en', url: 'https://plain.example', email: 'info@plain.example' }),
  );
  await col('organiser', 'verify', 'plain');
  await col('content', 'load', bundle, '--organiser', 'plain');
  await col(
    'lti',
    'add-platform',
    ...optionsOf({
      issuer: facts.issuer,
      'client-id': facts.clientId,
      'auth-url': facts.authUrl,
      'token-url': facts.tokenUrl,
      'keyset-url': facts.keysetUrl,
      'deployment-id': facts.deploymentId,
      family: facts.family,
      organiser: 'plain',
      audience: 'adults',
    }),
  );
}

const optionsOf = (options: Readonly<Record<string, string>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);

async function col(...args: string[]): Promise<void> {
  const said: string[] = [];
  const hear = (text: string) => said.push(text);
  const code = await run(args, server.env, { out: hear, err: hear, in: () => process.stdin });
  if (code !== 0) throw new Error(`col ${args.join(' ')} ended with ${code}: ${said.join('\n')}`);
}

async function placeAll(): Promise<void> {
  const { page } = await launchAs(server.baseUrl, lms, { person: 'ana', profile });
  const picker = PageDriver.open(server.baseUrl, page);
  await picker.go('/app/picker?q=all+of+it');
  await picker.follow(itemIn(picker, 'plain/all'));
  await picker.submit('place', { mode: 'each-activity' });
  const { action, jwt } = answerIn(picker);
  lms.control.publish(...(await lms.control.placeContent(action, jwt)));
}

/** Kills the server a moment after `lull` and starts it again. @returns how often */
async function killing(
  random: () => number,
  isOver: (kills: number) => boolean,
  lull: () => Promise<void>,
): Promise<number> {
  let kills = 0;
  while (!isOver(kills)) {
    await lull();
    await wait(random() * 40);
    await server.kill();
    await server.start();
    kills += 1;
  }
  return kills;
}

/** How often the server has answered. Kills go by it and not by time, so that a slow machine gets on as well. */
let answers = 0;

async function answersOrDone(more: number, isDone: () => boolean): Promise<void> {
  for (const enough = answers + more; answers < enough && !isDone(); ) await wait(5);
}

const lost = new Set(['fetch failed', 'terminated']);

/** The same again until there is an answer, as people do while a site is away. */
async function insist<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await act();
      answers += 1;
      return answer;
    } catch (fault) {
      // By its words: the error is of another realm than the test's.
      const isAway =
        typeof fault === 'object' && fault !== null && 'message' in fault && lost.has(String(fault.message));
      if (!isAway || tries > 1000) throw fault;
      await wait(30);
    }
  }
}

async function enter(person: string): Promise<PageDriver> {
  const link = must(lms.control.links('7', profile).find(({ title }) => title === 'All of it')).id;
  const { page } = await insist(() => launchAs(server.baseUrl, lms, { person, link, profile }));
  if (page.status !== 200) throw new Error(`Refused: ${page.status} ${page.text.slice(0, 400)}`);
  return PageDriver.open(server.baseUrl, page);
}

/** Every task of every activity. What was acknowledged is noted. */
async function handInAll(key: string, kept: string[]): Promise<void> {
  const page = await enter(key);
  const steps = page.all('#steps h3 a').map((link) => must(link.getAttribute('href')));
  for (const [at, step] of steps.entries()) {
    await insist(() => page.go(step));
    for (let task = 1; task <= tasks; task += 1) {
      const text = `${key}: activity ${at + 1}, task ${task}`;
      await insist(() => page.submit('submit-evidence', { text }));
      if (page.status === 200) kept.push(text);
    }
  }
}

/** A tab of Ana's: approves whatever waits, until all was. */
async function approveAll(approved: Set<string>): Promise<void> {
  const page = await enter('ana');
  for (const end = Date.now() + 300_000; approved.size < submissions && Date.now() < end; ) {
    await insist(() => page.go('/app/class'));
    for (const card of page.hooks('review')) {
      const button = card.querySelector('[data-test="review-approve"]');
      if (!button) continue;
      await insist(() => page.submit(button));
      if (page.status === 200) approved.add(card.id);
    }
    if (!page.has('review')) await wait(50);
  }
}

/**
 * Starts the house once more on the same file, with a clock so far ahead that undoing is over and what a killed server
 * had taken comes back, and delivers all of it.
 */
async function deliverTheRest<Answer>(look: (ports: App['ports']) => Promise<Answer>): Promise<Answer> {
  clock.advance(2 * minuteMs);
  const app = await assemble(readConfig(server.env), { clock });
  const listening = app.server.listen(Number(server.env['PORT']), '127.0.0.1');
  try {
    await once(listening, 'listening');
    // What met a lost connection is tried again later, and later again; every kill counted as a try.
    for (let tries = 0; tries < 7 && (await app.ports.outbox.counts()).waiting > 0; tries += 1) {
      await app.settle();
      clock.advance(25 * hourMs);
    }
    const { items } = await app.ports.outbox.undelivered('all', { size: 100, after: null });
    expect(items.map(({ reaction, trouble }) => [reaction, trouble])).toEqual([]);
    expect(await app.ports.outbox.counts()).toMatchObject({ waiting: 0 });
    return await look(app.ports);
  } finally {
    listening.closeAllConnections();
    listening.close();
    await app.close();
  }
}

/** All that the file holds about each learner. */
async function ownOf(
  { records }: App['ports'],
  keys: readonly string[],
): Promise<readonly (readonly [string, OwnRecords])[]> {
  const organiser = must(await records.organisers.bySlug('plain'));
  const [course] = await records.communities.of(organiser.id);
  const [tenant = ''] = must(course).tenant.split(':');
  return Promise.all(
    keys.map(async (key) => {
      const subject = lms.control.person(key).ids[profile];
      const { person } = must(await records.identities.find('lti', tenant, subject));
      return [key, must(await readOwn({ records }, person))] as const;
    }),
  );
}

const textsOf = ({ evidence }: OwnRecords): string[] =>
  evidence
    .flatMap(({ items }) => items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])))
    .toSorted();

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
