import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBadgePress } from '../../adapters/badges/index.ts';
import { createSafeFetch } from '../../adapters/fetch/index.ts';
import { createFileIntake } from '../../adapters/files/index.ts';
import { createIds } from '../../adapters/ids.ts';
import { createLti, type Lti, type ShowLaunch } from '../../adapters/lti/index.ts';
import { createSecrets } from '../../adapters/secrets.ts';
import { openSqlite } from '../../adapters/store-sqlite/index.ts';
import { createServer, createVisits, type Visits } from '../../adapters/web/index.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { anOrganiser } from '../builders/index.ts';
import type { ForgingPlatform } from './forging-platform.ts';
import { type MovingClock, movingClock } from './moving-clock.ts';

/** The tool, listening, on a store in memory. */
export interface LtiApp {
  /** Its address, without a slash at the end. */
  readonly tool: string;
  readonly ports: Ports;
  readonly lti: Lti;
  readonly visits: Visits;
  readonly clock: MovingClock;
  /** Verified; its platforms' courses are its own. */
  readonly organiser: Organiser;
  /** Every line that was logged, as text. */
  readonly logged: string[];
  close(): Promise<void>;
}

export async function openLtiApp(): Promise<LtiApp> {
  const filesDir = mkdtempSync(join(tmpdir(), 'col-files-'));
  const clock = movingClock();
  const ids = createIds(clock);
  const engine = openSqlite({ file: ':memory:', filesDir, clock, ids });
  await engine.migrate();
  const server = createHttpServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // A server over TCP has an address object.
  const tool = `http://localhost:${(server.address() as AddressInfo).port}`;
  const logged: string[] = [];
  const note = (data: object, sentence: string) => void logged.push(`${sentence} ${JSON.stringify(data)}`);
  const base = {
    ...engine,
    clock,
    ids,
    secrets: createSecrets('a secret of tests, long enough for anyone'),
    fileIntake: createFileIntake(),
    badgePress: createBadgePress({ baseUrl: tool }),
    log: { info: note, warn: note, error: note },
    meter: { delivery() {}, platformCall() {} },
    baseUrl: tool,
  };
  const visits = createVisits(base);
  const config = { baseUrl: tool, isProduction: false, privateHosts: [], version: '0.0.0' };
  const lti = await createLti({ ports: base, visits, fetch: createSafeFetch({ version: '0.0.0' }), config });
  const ports: Ports = { ...base, gradebook: lti.gradebook };
  const show: ShowLaunch = async (_req, res, { token }, view) => {
    res
      .status(200)
      .type('html')
      .send(`<body data-page="${view.page}" hx-headers='{"Authorization":"Bearer ${token}"}'>`);
  };
  const app = createServer({
    ports,
    visits,
    lms: lti.bridge,
    config: { trustProxy: 0, operator: null, practiceLms: false },
    mounts: [{ path: '/lti', router: lti.router(show) }],
    probes: { ready: async () => true, metrics: async () => '', metricsToken: null, answered() {} },
  });
  server.on('request', app);

  const organiser = anOrganiser({ slug: 'mladi-zmaji' });
  await ports.records.keep({ organiser: [organiser] });
  return {
    tool,
    ports,
    lti,
    visits,
    clock,
    organiser,
    logged,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await engine.close();
      rmSync(filesDir, { recursive: true, force: true });
    },
  };
}

/** Connects a platform as an operator would; makes a key pair, so once per file and platform. */
export async function register(
  { lti }: Pick<LtiApp, 'lti'>,
  platform: ForgingPlatform,
  more: {
    readonly family?: 'generic' | 'moodle' | 'canvas';
    readonly organiser?: string;
    readonly clientId?: string;
    readonly issuer?: string;
  } = {},
): Promise<string> {
  const { done } = await lti.registrations.add({
    issuer: platform.issuer,
    clientId: platform.clientId,
    ...platform.addresses,
    deploymentId: platform.deploymentId,
    family: 'generic',
    organiser: 'mladi-zmaji',
    audience: 'adults',
    ...more,
  });
  if (!done) throw new Error('The platform could not be registered');
  return done.registration;
}
