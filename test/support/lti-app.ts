import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assemble, type Given } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import type { Lti } from '../../adapters/lti/index.ts';
import { createVisits, type Visits } from '../../adapters/web/index.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { anOrganiser } from '../builders/index.ts';
import type { ForgingPlatform } from './forging-platform.ts';
import { usualStore } from './mongo.ts';
import { type MovingClock, movingClock } from './moving-clock.ts';

/** The whole tool, listening, on a store in memory. */
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
  /** Delivers until nothing is due. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** @param more.privateHosts may be reached by registrations although they are loopback */
export async function openLtiApp(
  more: {
    readonly clock?: MovingClock;
    readonly privateHosts?: readonly string[];
    readonly ltiLimits?: Given['ltiLimits'];
  } = {},
): Promise<LtiApp> {
  const { clock = movingClock(), privateHosts = [], ltiLimits } = more;
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // A server over TCP has an address object.
  const tool = `http://localhost:${(server.address() as AddressInfo).port}`;
  const logged: string[] = [];
  const note = (data: object, sentence: string) => void logged.push(`${sentence} ${JSON.stringify(data)}`);
  const { mongodbUri, drop } = await usualStore();
  const config = readConfig({
    ...(mongodbUri ? { MONGODB_URI: mongodbUri } : {}),
    NODE_ENV: 'test',
    BASE_URL: tool,
    DATA_DIR: ':memory:',
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
    LTI_PRIVATE_HOSTS: privateHosts.join(),
  });
  const app = await assemble(config, {
    clock,
    log: { info: note, warn: note, error: note },
    ...(ltiLimits ? { ltiLimits } : {}),
  });
  server.on('request', app.server);

  const organiser = anOrganiser({ slug: 'mladi-zmaji' });
  await app.ports.records.keep({ organiser: [organiser] });
  return {
    tool,
    ports: app.ports,
    lti: app.lti,
    visits: createVisits(app.ports),
    clock,
    organiser,
    logged,
    settle: app.settle,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await app.close();
      await drop();
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
