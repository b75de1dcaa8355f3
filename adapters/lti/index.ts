import { createSecretKey } from 'node:crypto';
import express, { type ErrorRequestHandler, type Router } from 'express';
import { hourMs } from '../../core/instant.ts';
import type { Gradebook } from '../../core/ports/gradebook.ts';
import type { Platforms } from '../../core/ports/platforms.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Roster } from '../../core/ports/roster.ts';
import type { SafeFetch } from '../fetch/index.ts';
import type { LmsBridge, Visits } from '../web/index.ts';
import { createAccessTokens } from './access-tokens.ts';
import { answerLaunch, type ShowLaunch } from './answer.ts';
import { canvasManifest } from './canvas-manifest.ts';
import { type LtiConfig, ltiIsOffBecause, wouldPrintTokens } from './config.ts';
import { createFacts } from './course-facts.ts';
import { createBridge } from './deep-linking.ts';
import { createGradebook } from './gradebook.ts';
import { createGuard } from './guard.ts';
import { createInvites } from './invites.ts';
import { createKeySets } from './jwks.ts';
import { createKeys } from './keys.ts';
import { createLimits } from './limits.ts';
import { createLogins } from './login-record.ts';
import { createLtijsTables } from './ltijs-tables.ts';
import { createPlatforms } from './platforms.ts';
import { startEngine } from './provider.ts';
import { codeOfWord, createRefuse } from './refusals.ts';
import { type RegisterParts, register } from './register.ts';
import { createRegistrations, type Registrations } from './registrations.ts';
import { createRegistry } from './registry.ts';
import { createRoster } from './roster.ts';
import { keepRosters } from './roster-upkeep.ts';
import { keepScores } from './score-upkeep.ts';
import { createServiceClient } from './service-client.ts';

export type { ShowLaunch } from './answer.ts';
export { canvasManifest } from './canvas-manifest.ts';
export { type LtiConfig, type LtiLimits, ltiIsOffBecause } from './config.ts';
export {
  type AddedPlatform,
  AddPlatform,
  type AddPlatformRefusal,
  ApproveDeployment,
  type InvitedPlatform,
  InvitePlatform,
  type PlatformView,
  type RegistrationRefusal,
  type Registrations,
} from './registrations.ts';

export interface LtiParts {
  readonly ports: Omit<Ports, 'gradebook' | 'roster' | 'fileIntake' | 'outbox' | 'files'>;
  readonly visits: Visits;
  readonly fetch: SafeFetch;
  readonly config: LtiConfig;
}

export interface Lti {
  /** Why it answers nobody; null: it does. */
  readonly offBecause: string | null;
  /** To be mounted at `/lti`, before any body parser. @param show draws the page that a launch is answered with */
  router(show: ShowLaunch): Router;
  readonly bridge: LmsBridge;
  readonly gradebook: Gradebook;
  readonly roster: Roster;
  readonly registrations: Registrations;
  readonly platforms: Platforms;
  /** Our keys come into use and go, rosters are read again. A process with a router does it every hour. */
  upkeep(): Promise<void>;
}

/** Learning platforms by LTI 1.3. The store must be open; the process keeps its own answer to SIGINT. */
export async function createLti({ ports, visits, fetch, config }: LtiParts): Promise<Lti> {
  if (config.isProduction && wouldPrintTokens(process.env['DEBUG'])) {
    throw new Error('DEBUG would print launch tokens (provider:*): not in production');
  }
  const registry = createRegistry(ports);
  const facts = createFacts(ports);
  const logins = createLogins(ports);
  const refuse = createRefuse(ports);
  const { privateHosts } = config;
  const keySets = createKeySets(fetch, privateHosts, ports.clock);
  // Until the router is made nothing is answered, so this is never called.
  let show: ShowLaunch = () => Promise.reject(new Error('No router was made'));

  const key = createSecretKey(ports.secrets.digest('signing key', 'lti.engine'), 'utf8');
  const tables = createLtijsTables(ports);
  const engine = await startEngine({
    key,
    tables,
    hooks: {
      launched: (req, res) =>
        answerLaunch({ ports, visits, facts, registry, refuse, show }, req, res).catch((fault: unknown) =>
          refuse(req, res, { code: 'FAULT', about: { err: fault } }),
        ),
      refused: (req, res, word) => refuse(req, res, { code: codeOfWord(word), about: { word } }),
    },
  });
  const invites = createInvites(ports);
  const platforms = createPlatforms({ ports, registry, engine, invites });
  const keys = createKeys({ ports, tables, registry, sealed: key });
  const registering: RegisterParts = { config, clock: ports.clock, fetch, invites, registry, engine, refuse };
  const tokens = createAccessTokens({ tables, sealed: key, fetch, privateHosts });
  const client = createServiceClient({ fetch, tokens, ...ports, privateHosts });

  const roster = createRoster({ facts, registry, client });
  const gradebook = createGradebook({ ports, facts, registry, client });
  const upkeep = async () => {
    await keys.upkeep();
    await keepRosters({ ...ports, roster }, facts);
    await keepScores({ ...ports, gradebook }, facts);
  };
  const offBecause = ltiIsOffBecause(config.baseUrl);
  return {
    offBecause,
    router(drawn) {
      if (offBecause) return express.Router();
      show = drawn;
      // Nothing waits for it: a process may end in between.
      setInterval(() => void upkeep(), hourMs).unref();
      const guard = { config, ports, registry, logins, keySets, refuse };
      return routerFor(createGuard(guard, engine.app), registering);
    },
    bridge: createBridge({ ports, baseUrl: config.baseUrl, facts, registry, engine }),
    gradebook,
    roster,
    platforms,
    registrations: createRegistrations({ ports, registry, engine, platforms, keys }),
    upkeep,
  };
}

/** What platforms ask of us: login, launch, key set behind the guard; registration and Canvas' manifest beside it. */
function routerFor(guard: Router, parts: RegisterParts): Router {
  const { config, refuse } = parts;
  const router = express.Router({ strict: true });
  const limited = createLimits(config, refuse);
  router.get('/register', limited.registrations, (req, res) => register(parts, req, res));
  router.get('/canvas.json', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(canvasManifest(config.baseUrl));
  });
  router.use(['/login', '/launch'], limited.refusals);
  router.use(guard);
  const broken: ErrorRequestHandler = (fault: unknown, req, res, _next) => {
    if (!isMalformed(fault)) return refuse(req, res, { code: 'FAULT', about: { err: fault } });
    refuse(req, res, { code: req.path === '/login' ? 'MISSING_LOGIN_PARAMETERS' : 'MALFORMED_JWT' });
  };
  router.use(broken);
  return router;
}

/** Bodies too large or not readable: the parsers put a status of 4xx on their errors. */
const isMalformed = (fault: unknown): boolean =>
  fault instanceof Error && 'status' in fault && Number(fault.status) < 500;
