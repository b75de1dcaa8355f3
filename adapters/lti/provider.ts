import type { KeyObject } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type DatabasePlugin, Provider } from 'ltijs';
import { guarded } from './guarded.ts';
import { addPair } from './keys.ts';

/** ltijs' database, as far as it uses it. */
export type LtijsTables = DatabasePlugin;

/** What ltijs does for us. Nothing of it goes further than this file. */
export interface LtiEngine {
  /** Answers launches that the guard let through, and the key set. */
  readonly app: RequestHandler;
  /** Makes the key pair of a new platform, or changes the addresses of a known one. */
  register(platform: PlatformFacts): Promise<void>;
  setActive(pair: Pair, isActive: boolean): Promise<void>;
  /** A signed deep-linking response. */
  contentMessage(
    pair: Pair,
    launch: { readonly deploymentId: string; readonly settings: object },
    items: readonly object[],
    message: string,
  ): Promise<string>;
}

export interface Pair {
  readonly issuer: string;
  readonly clientId: string;
}

export interface PlatformFacts extends Pair {
  readonly name: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly keysetUrl: string;
  /** Audience of our assertions; null: the token URL. */
  readonly authServer: string | null;
}

/** What becomes of a request that passed the guard. */
export interface EngineHooks {
  /** ltijs agrees: a resource link or deep linking. */
  launched(req: Request, res: Response): unknown;
  /** ltijs disagrees, in its own word. */
  refused(req: Request, res: Response, word: string): unknown;
}

export interface EngineParts {
  /** ltijs signs its own tokens with it and hands it to the tables; none of them leaves. As text it would be tried as a PEM each time. */
  readonly key: KeyObject;
  readonly tables: LtijsTables;
  readonly hooks: EngineHooks;
}

// The package exports one instance; a second application in one process (a test, a restart) needs its own.
const Fresh = Provider.constructor as new () => typeof Provider;

export async function startEngine({ key, tables, hooks }: EngineParts): Promise<LtiEngine> {
  const provider = new Fresh();
  provider.setup(
    key,
    { plugin: tables },
    {
      appRoute: '/launch',
      loginRoute: '/login',
      keysetRoute: '/keys',
      ltiaas: true,
      tokenMaxAge: false,
      cors: false,
      devMode: false,
      cookies: { secure: true, sameSite: 'None' },
      serverAddon: (app) => app.use(disarm),
    },
  );
  provider.onConnect((_token, req, res) => hooks.launched(req, res));
  provider.onDeepLinking((_token, req, res) => hooks.launched(req, res));
  provider.onInvalidToken((req, res) => hooks.refused(req, res, wordOf(res)));
  provider.onSessionTimeout((req, res) => hooks.refused(req, res, wordOf(res)));
  provider.onUnregisteredPlatform((req, res) => hooks.refused(req, res, 'UNREGISTERED_PLATFORM'));
  provider.onInactivePlatform((req, res) => hooks.refused(req, res, 'PLATFORM_NOT_ACTIVATED'));
  await deployQuietly(provider);

  const platformOf = async ({ issuer, clientId }: Pair) => {
    const platform = await provider.getPlatform(issuer, clientId);
    if (!platform) throw new Error('A registration has no keys');
    return platform;
  };
  return {
    app(req, res, next) {
      // Both were read, or are none of its business: its parsers leave alone what these say.
      Object.assign(req, { _body: true, cookies: {} });
      provider.app(req, res, next);
    },
    async register(platform) {
      const { issuer, clientId, name, authUrl, tokenUrl, keysetUrl, authServer } = platform;
      const known = await tables.Get(false, 'platform', { platformUrl: issuer, clientId });
      // For a new one ltijs would make the keys itself, and answer nobody meanwhile: so it finds a known one.
      if (!known) await addPlatform(tables, key, platform);
      await provider.registerPlatform({
        url: issuer,
        clientId,
        name,
        authenticationEndpoint: authUrl,
        accesstokenEndpoint: tokenUrl,
        // Left out, ltijs would keep the old token URL as audience when the URL changes.
        authorizationServer: authServer ?? tokenUrl,
        authConfig: { method: 'JWK_SET', key: keysetUrl },
      });
    },
    setActive: async (pair, isActive) => void (await (await platformOf(pair)).platformActive(isActive)),
    contentMessage: ({ issuer, clientId }, { deploymentId, settings }, items, message) =>
      provider.DeepLinking.createDeepLinkingMessage(
        { iss: issuer, clientId, deploymentId, platformContext: { deepLinkingSettings: settings } },
        items,
        { message },
      ),
  };
}

/** As ltijs keeps a platform. */
async function addPlatform(tables: LtijsTables, sealed: KeyObject, platform: PlatformFacts): Promise<void> {
  const { issuer, clientId, name, authUrl, tokenUrl, keysetUrl, authServer } = platform;
  const pair = { platformUrl: issuer, clientId };
  await tables.Replace(false, 'platform', pair, {
    ...pair,
    platformName: name,
    authEndpoint: authUrl,
    accesstokenEndpoint: tokenUrl,
    authorizationServer: authServer ?? tokenUrl,
    kid: await addPair(tables, sealed, platform),
    authConfig: { method: 'JWK_SET', key: keysetUrl },
  });
}

/** What ltijs' own security headers forbid and framed pages need; each page of ours sets its own. */
const isolating = [
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
];

/** Runs after ltijs has read body and cookies, before it looks at them. */
const disarm: RequestHandler = (req, res, next) => {
  // ltijs takes a token from query, body or header for one of its own and then skips every check.
  Object.assign(req, { token: undefined });
  const launch = guarded.getStore();
  if (!launch && req.path !== '/keys') throw new Error('Something came to ltijs past the guard');
  // ltijs asks for its own cookie next, and clears it; the guard's said the same.
  req.signedCookies = launch ? { [`state${launch.state}`]: launch.registration.issuer } : {};
  res.clearCookie = () => res;
  for (const header of isolating) res.removeHeader(header);
  next();
};

/** `deploy` adds a listener that ends the process on SIGINT; stopping in order is `main.ts`'s. */
async function deployQuietly(provider: typeof Provider): Promise<void> {
  const before = new Set(process.listeners('SIGINT'));
  await provider.deploy({ serverless: true, silent: true });
  for (const added of process.listeners('SIGINT').filter((listener) => !before.has(listener))) {
    process.removeListener('SIGINT', added);
  }
}

/** ltijs leaves its reason in the answer's locals, beside the whole body, which we do not read. */
function wordOf(res: Response): string {
  const word: unknown = res.locals['err']?.details?.message;
  return typeof word === 'string' ? word : 'UNKNOWN';
}
