import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { z } from 'zod';
import { type LmsClock, wallClock } from './clock.ts';
import { type Control, createControl, type OperatorFacts, operatorFacts } from './control/control.ts';
import { noFaults } from './faults.ts';
import { type LmsKeys, openKeys } from './keys.ts';
import { createLaunches } from './launches.ts';
import { ProfileName } from './people.ts';
import { createToolKeys, type Platform } from './platform.ts';
import { createLeaves } from './registration.ts';
import { courseRoutes } from './routes/courses.tsx';
import { homeRoutes } from './routes/home.tsx';
import { loginRoutes } from './routes/logins.tsx';
import { mishapRoutes } from './routes/mishaps.tsx';
import { openingRoutes } from './routes/openings.tsx';
import { selectionRoutes } from './routes/selections.tsx';
import { toolRoutes } from './routes/tools.tsx';
import { pageHeaders, pathOf } from './routes/visitor.ts';
import { openSchool } from './school.ts';
import { serviceRoutes } from './services.ts';
import { createSessions } from './sessions.ts';
import { createTokens } from './tokens.ts';
import { ToolUrls } from './tools.ts';

const Options = z.object({
  dataDir: z.string().min(1).nullable(),
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  tool: ToolUrls.nullable(),
  profile: ProfileName.default('by-the-book'),
});

export interface PracticeLmsOptions {
  /** Folder of its own; null keeps everything in memory. */
  readonly dataDir: string | null;
  /** Where its router is mounted; also the issuer of all profiles. */
  readonly baseUrl: string;
  /** Where a tool answers, registered by hand under each profile; null: none is, they register themselves. */
  readonly tool: ToolUrls | null;
  readonly clock?: LmsClock;
  /** Keys made before; making one takes long, and a file of tests needs but one. */
  readonly keys?: LmsKeys;
  /** How it speaks to who has not chosen otherwise; by the book. */
  readonly profile?: ProfileName;
}

export interface PracticeLms {
  readonly baseUrl: string;
  /** Mount it before any body parser, at the path of `baseUrl`. */
  readonly router: express.Router;
  readonly control: Control;
  operatorFacts(profile?: ProfileName): OperatorFacts;
  close(): Promise<void>;
}

/**
 * A small, real LTI 1.3 platform that knows its tool over HTTP only.
 * @throws Error naming each option that is wrong
 * @throws DamagedFile a state file that is not what it should be
 */
export function createPracticeLms(options: PracticeLmsOptions): PracticeLms {
  return createWith(options, async () => {});
}

function createWith(
  given: PracticeLmsOptions,
  refuseConnections: (isShut: boolean) => Promise<void>,
): PracticeLms {
  const parsed = Options.safeParse(given);
  if (!parsed.success) throw new Error(`practice LMS: ${z.prettifyError(parsed.error)}`);
  const platform = openPlatform(parsed.data, given.clock ?? wallClock, given.keys ?? null);
  const control = createControl(platform, refuseConnections);
  if (parsed.data.tool) control.setTool(parsed.data.tool);

  const router = express.Router();
  router.use(pageHeaders);
  const routes = [
    serviceRoutes,
    homeRoutes,
    courseRoutes,
    openingRoutes,
    loginRoutes,
    selectionRoutes,
    toolRoutes,
    mishapRoutes,
  ];
  for (const routesOf of routes) router.use(routesOf(platform));
  return {
    baseUrl: platform.base,
    router,
    control,
    operatorFacts: (profile) => operatorFacts(platform, profile ?? platform.defaultProfile),
    close: async () => platform.tokens.endAll(),
  };
}

function openPlatform(
  { dataDir, baseUrl, tool, profile }: z.infer<typeof Options>,
  clock: LmsClock,
  keys: LmsKeys | null,
): Platform {
  return {
    base: baseUrl,
    clock,
    tool,
    defaultProfile: profile,
    school: openSchool(dataDir, clock.now()),
    keys: keys ?? openKeys(dataDir),
    sessions: createSessions(pathOf(baseUrl) || '/'),
    launches: createLaunches(clock),
    tokens: createTokens(clock),
    leaves: createLeaves(clock),
    faults: noFaults(),
    storage: { way: 'frame' },
    toolKeys: createToolKeys(),
    used: new Set(),
    unconfirmed: new Map(),
    bend: (claims) => claims,
  };
}

/**
 * The same LMS on a port of its own, so that cookies and frames are foreign to the tool, as in life.
 * @param options `host` is 127.0.0.1 unless said otherwise: a tool on localhost is then another site
 */
export async function startPracticeLms(
  options: Omit<PracticeLmsOptions, 'baseUrl'> & { readonly port?: number; readonly host?: string },
): Promise<PracticeLms> {
  const { port = 0, host = '127.0.0.1', ...rest } = options;
  const app = express().disable('x-powered-by');
  const server = createServer(app);
  await listen(server, port, host);
  // A TCP server's address is an object with a port, not the path of a pipe.
  const at = (server.address() as AddressInfo).port;
  const lms = createWith({ ...rest, baseUrl: `http://${host}:${at}` }, async (isShut) => {
    if (isShut === !server.listening) return;
    await (isShut ? shut(server) : listen(server, at, host));
  });
  app.use(lms.router);
  return {
    ...lms,
    close: async () => void (await Promise.all([lms.close(), server.listening && shut(server)])),
  };
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

const shut = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((fault) => (fault ? reject(fault) : resolve()));
    server.closeAllConnections();
  });
