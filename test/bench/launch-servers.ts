import { join } from 'node:path';
import { run } from '../../adapters/cli/run.ts';
import { type Child, startChild } from './child.ts';
import {
  type LaunchTarget,
  launchesArriving,
  launchesPerSecond,
  launchOnce,
  percentile,
} from './launches.ts';
import { type BenchPlatform, openPlatform } from './platform.ts';
import { freePort } from './start.ts';

export interface LaunchTimes {
  /** Launches a second. */
  readonly ours: number;
  readonly bareExpress: number;
  readonly bareLtijs: number;
  readonly ltijsWithoutSession: number;
  readonly pageBytes: number;
  /** Milliseconds, while 30 learners a second arrive. */
  readonly bell: { readonly p50: number; readonly p95: number };
}

const roundMs = 3000;
const rounds = 3;
const dist = join(process.cwd(), 'dist');

/** Ours beside the least a launch can be and beside ltijs as it comes, in turns. @param folder where our store lies afterwards */
export async function measureLaunches(folder: string): Promise<LaunchTimes> {
  const platform = await openPlatform();
  const ours = await openOurs(folder, platform);
  const target = await targetOf(ours, folder);
  const { bytes } = await launchOnce(platform, target, 1);
  const facts = [platform.keysetUrl, platform.authUrl, platform.issuer, String(bytes)];
  const bare = async (name: string, ...more: string[]) =>
    startChild(join(dist, `test/bench/servers/${name}.js`), [...facts, ...more]);
  const [express, ltijs, sessionless] = [
    await bare('bare-express'),
    await bare('bare-ltijs'),
    await bare('bare-ltijs', 'without-session'),
  ];
  const plain = (child: Child): LaunchTarget => ({
    baseUrl: child.baseUrl,
    loginPath: '/login',
    launchPath: '/launch',
    custom: {},
  });

  const sums = { ours: 0, bareExpress: 0, bareLtijs: 0, ltijsWithoutSession: 0 };
  for (let round = 0; round < rounds; round += 1) {
    sums.bareExpress += await launchesPerSecond(platform, plain(express), roundMs);
    sums.ours += await launchesPerSecond(platform, target, roundMs);
    sums.bareLtijs += await launchesPerSecond(platform, plain(ltijs), roundMs);
    sums.ltijsWithoutSession += await launchesPerSecond(platform, plain(sessionless), roundMs);
  }
  const bell = await launchesArriving(platform, target, 30, 10);
  await Promise.all([ours.stop(), express.stop(), ltijs.stop(), sessionless.stop()]);
  platform.close();
  return {
    ours: sums.ours / rounds,
    bareExpress: sums.bareExpress / rounds,
    bareLtijs: sums.bareLtijs / rounds,
    ltijsWithoutSession: sums.ltijsWithoutSession / rounds,
    pageBytes: bytes,
    bell: { p50: percentile(bell, 0.5), p95: percentile(bell, 0.95) },
  };
}

/** Our server with the demo city, and the platform connected as an operator does it. */
async function openOurs(folder: string, platform: BenchPlatform): Promise<Child> {
  const port = await freePort();
  const env = { DATA_DIR: folder, PORT: String(port), PRACTICE_LMS: 'off', LOG_LEVEL: 'error' };
  const child = await startChild(join(dist, 'adapters/main.js'), [], env);
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
  return child;
}

async function targetOf(child: Child, folder: string): Promise<LaunchTarget> {
  const { default: Libsql } = await import('libsql');
  const city = new Libsql(join(folder, 'city.db'));
  const found: unknown = city
    .prepare("select id from playlist where doc ->> '$.origin.key' = 'future-makers'")
    .get();
  city.close();
  if (typeof found !== 'object' || found === null || !('id' in found))
    throw new Error('The demo city has no Future makers');
  const custom = { col_item: `p_${String(found.id)}`, col_link: 'bench-link' };
  return { baseUrl: child.baseUrl, loginPath: '/lti/login', launchPath: '/lti/launch', custom };
}
