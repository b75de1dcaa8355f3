import { join } from 'node:path';
import { assemble } from '../../adapters/assemble.ts';
import { run } from '../../adapters/cli/run.ts';
import { readConfig } from '../../adapters/config.ts';
import { type Child, processorMs, startChild } from './child.ts';
import { type LaunchTarget, launchesArriving, launchesPerSecond, launchOnce } from './launches.ts';
import { median, percentile } from './percentile.ts';
import { type BenchPlatform, openPlatform } from './platform.ts';
import { freePort } from './start.ts';

const roundMs = 2000;
const rounds = 9;
const dist = join(process.cwd(), 'dist');

/** One server under the same load as the others. */
interface Side {
  readonly child: Child;
  readonly target: LaunchTarget;
  /** Launches a second, of each round. */
  readonly rates: number[];
  /** Milliseconds of processor a launch, of each round. */
  readonly costs: number[];
}
type Sides = Readonly<Record<'ours' | 'express' | 'ltijs' | 'sessionless', Side>>;

/** Ours beside the least a launch can be and beside ltijs as it comes. @param folder where our store lies afterwards */
export async function tellLaunches(folder: string): Promise<string> {
  const platform = await openPlatform();
  const { child: ours, target } = await openOurs({ DATA_DIR: folder }, platform);
  const { bytes } = await launchOnce(platform, target, 1);
  const bare = bareServers(platform, bytes);
  const sides: Sides = {
    ours: sideOf(ours, target),
    express: await bare('bare-express'),
    ltijs: await bare('bare-ltijs'),
    sessionless: await bare('bare-ltijs', 'without-session'),
  };
  await inTurns(platform, Object.values(sides));
  const bell = await launchesArriving(platform, target, 30, 10);
  await Promise.all(Object.values(sides).map(({ child }) => child.stop()));
  platform.close();
  return told(sides, bell, bytes);
}

/** The first round only warms up. The one that begins changes, so that what else the machine does weighs on all. */
async function inTurns(platform: BenchPlatform, sides: readonly Side[]): Promise<void> {
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % sides.length;
    for (const side of [...sides.slice(first), ...sides.slice(0, first)]) {
      const before = processorMs(side.child.process.pid);
      const rate = await launchesPerSecond(platform, side.target, roundMs);
      if (round === 0) continue;
      side.rates.push(rate);
      side.costs.push((processorMs(side.child.process.pid) - before) / ((rate * roundMs) / 1000));
    }
  }
}

function told({ ours, express, ltijs, sessionless }: Sides, bell: readonly number[], bytes: number): string {
  const row = (name: string, side: Side, goal = '') =>
    `| ${name} | ${Math.round(median(side.rates))} | ${median(side.costs).toFixed(1)} | ${side === ours ? '' : `${ratio(ours.rates, side.rates)}${goal}`} |`;
  return `## Login and launch

Two requests and the page, 8 side by side, in turns of ${roundMs / 1000} s; medians of ${rounds} rounds, the ratio of each round by itself. The platform's own signing is left out of times, not of rates.

| Server | launches a second | ms of processor each | ours ÷ it |
|---|---|---|---|
${[
  row('Connect: guard, ltijs, visit, page from the store', ours),
  row('(a) Express 5, jose RS256 check, a page of that size', express, ' (goal ≥ 0.15)'),
  row(
    '(b) ltijs 5.9.9 as it comes (its redirect to the page followed), store in memory, key set over HTTP',
    ltijs,
    ' (goal ≥ 1)',
  ),
  row('the same without its session (its ltiaas option), so without a redirect', sessionless),
].join('\n')}

A school at the bell, 30 learners a second for 10 seconds: p50 ${Math.round(percentile(bell, 0.5))} ms, p95 ${Math.round(percentile(bell, 0.95))} ms (goal < 150), the page is ${bytes} bytes.

Where the time goes: (a) checks one signature and answers a constant. Ours keeps login, visit and course facts in a store on disk, finds the person, the course and the grants, reads the playlist with all that stands in it, and draws the page from that; the bare ones answer a constant. (b) fetches the key set at every launch, which our cache saves, and signs a session, which the guard makes needless.
`;
}

const ratio = (ours: readonly number[], theirs: readonly number[]): string =>
  median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))).toFixed(2);

const sideOf = (child: Child, target: LaunchTarget): Side => ({ child, target, rates: [], costs: [] });

const bareServers =
  (platform: BenchPlatform, bytes: number) =>
  async (name: string, ...more: string[]): Promise<Side> => {
    const facts = [platform.keysetUrl, platform.authUrl, platform.issuer, String(bytes)];
    const child = await startChild(join(dist, `test/bench/servers/${name}.js`), [...facts, ...more]);
    const { baseUrl } = child;
    return sideOf(child, { baseUrl, loginPath: '/login', launchPath: '/launch', custom: {} });
  };

/**
 * Our server with the demo city, and the platform connected as an operator does it.
 * @param store which store it uses
 * @returns also its settings, to start it again later
 */
export async function openOurs(
  store: Readonly<Record<string, string>>,
  platform: BenchPlatform,
): Promise<{ child: Child; target: LaunchTarget; env: Readonly<Record<string, string>> }> {
  const port = await freePort();
  const env = { ...store, PORT: String(port), PRACTICE_LMS: 'off', DEMO_CITY: 'on', LOG_LEVEL: 'error' };
  const child = await startOurs(env);
  const added = await run(
    [
      'lti',
      'add-platform',
      '--issuer',
      platform.issuer,
      '--client-id',
      platform.clientId,
      '--auth-url',
      platform.authUrl,
      '--token-url',
      platform.tokenUrl,
      '--keyset-url',
      platform.keysetUrl,
      '--deployment-id',
      platform.deploymentId,
      '--family',
      'generic',
      '--organiser',
      'mladi-zmaji',
      '--audience',
      'adults',
      '--json',
    ],
    { ...process.env, ...env },
    { out: () => {}, err: (text) => console.error(text), in: () => process.stdin },
  );
  if (added !== 0) throw new Error('The bench platform was refused');
  const custom = { col_item: `p_${await futureMakersOf(env)}`, col_link: 'bench-link' };
  const { baseUrl } = child;
  return { child, env, target: { baseUrl, loginPath: '/lti/login', launchPath: '/lti/launch', custom } };
}

export const startOurs = (env: Readonly<Record<string, string>>): Promise<Child> =>
  startChild(join(dist, 'adapters/main.js'), [], env);

async function futureMakersOf(env: Readonly<Record<string, string>>): Promise<string> {
  const app = await assemble(readConfig(env));
  try {
    const { organisers, playlists } = app.ports.records;
    const organiser = await organisers.bySlug('mladi-zmaji');
    const playlist = organiser && (await playlists.byOrigin(organiser.id, 'future-makers'));
    if (!playlist) throw new Error('The demo city has no Future makers');
    return playlist.id;
  } finally {
    await app.close();
  }
}
