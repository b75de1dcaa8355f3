import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../adapters/store-sqlite/database.ts';
import { built } from '../../support/built.ts';

const bundle = join(
  import.meta.dirname,
  '../../../adapters/demo-city/content/bundles/european-youth-goals.json',
);

let dataDir: string;
let env: Record<string, string>;
let server: ChildProcess | null = null;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'col-child-'));
  const port = await freePort();
  env = {
    PATH: process.env['PATH'] ?? '',
    DATA_DIR: dataDir,
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
  };
}, 60_000);
afterAll(async () => {
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('col as a process of its own', () => {
  it('works on an empty folder, beside a running server, and after it', async () => {
    const slug = ['--slug', 'zmaji', '--name', 'Mladi zmaji', '--kind', 'youth-centre', '--owner', 'Ana'];
    const address = ['--url', 'https://zmaji.example', '--email', 'info@zmaji.example', '--language', 'sl'];

    const opened = await col('organiser', 'add', ...slug, ...address, '--json');
    await start();
    const verified = await col('organiser', 'verify', 'zmaji', '--json');
    const loaded = await col('content', 'load', bundle, '--organiser', 'zmaji', '--json');
    const invited = await col(
      'organiser',
      'invite',
      'zmaji',
      '--name',
      'Bor',
      '--role',
      'reviewer',
      '--json',
    );
    const page = await fetch(JSON.parse(invited.out).signIn);
    const issuer = await fetch(`${env['BASE_URL']}/b/issuers/${JSON.parse(opened.out).id}`);
    await stop();
    const after = await col('content', 'load', bundle, '--organiser', 'zmaji', '--json');

    expect([opened, verified, loaded, invited, after].map(({ code, err }) => [code, err])).toEqual(
      Array.from({ length: 5 }, () => [0, '']),
    );
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form')]);
    expect(await issuer.json()).toMatchObject({ type: 'Profile', name: 'Mladi zmaji' });
    expect(resultsOf(loaded.out)).toEqual(new Set(['new']));
    expect(resultsOf(after.out)).toEqual(new Set(['same']));
  }, 60_000);

  it('ends with 0 when done, 1 when refused, 2 when something breaks', async () => {
    const refused = await col('organiser', 'verify', 'nobody', '--json');
    const fine = await col('lti', 'platforms');
    const unfit = await col('lti', 'platforms', { DATA_DIR: '/dev/null/x' });
    const newer = mkdtempSync(join(tmpdir(), 'col-newer-'));
    const empty = openDatabase(join(newer, 'city.db'));
    // Of a release that is newer than any, it says, and there is nothing in it.
    empty.script('pragma user_version = 1000');
    empty.close();
    const broken = await col('lti', 'platforms', { DATA_DIR: newer });
    rmSync(newer, { recursive: true, force: true });

    expect([refused.code, JSON.parse(refused.out).why]).toEqual([1, 'not-found']);
    expect(fine.code).toBe(0);
    expect(unfit.code).toBe(1);
    expect(unfit.err).toContain('DATA_DIR');
    expect([broken.code, broken.out]).toEqual([2, '']);
    expect(broken.err).toMatch(/Reference [0-9A-Z]{10}/);
  }, 60_000);
});

const resultsOf = (out: string) => new Set(JSON.parse(out).map(({ result }: { result: string }) => result));

type Ended = { code: number; out: string; err: string };

function col(...args: (string | Record<string, string>)[]): Promise<Ended> {
  const words = args.filter((arg) => typeof arg === 'string');
  const more = args.filter((arg) => typeof arg !== 'string');
  const options = { env: Object.assign({}, env, ...more), cwd: tmpdir() };
  return new Promise((ended) => {
    execFile(process.execPath, [built('adapters/cli/main.ts'), ...words], options, (fault, out, err) => {
      ended({ code: fault ? Number(fault.code) : 0, out, err });
    });
  });
}

async function start(): Promise<void> {
  const child = spawn(process.execPath, [built('adapters/main.ts')], { env, cwd: tmpdir() });
  server = child;
  await new Promise<void>((running, failed) => {
    child.stdout.on('data', (said) => String(said).includes('is running') && running());
    child.once('exit', (code) => failed(new Error(`The server ended with ${code}`)));
  });
}

async function stop(): Promise<void> {
  const child = server;
  server = null;
  if (!child) return;
  const gone = new Promise((end) => child.once('exit', end));
  child.kill('SIGTERM');
  await gone;
}

/** One that nothing listens on at the moment. */
const freePort = () =>
  new Promise<number>((free) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => free(typeof address === 'object' && address ? address.port : 0));
    });
  });
