import type { KeyObject } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type DatabasePlugin, Provider } from 'ltijs';

/** ltijs' database, as far as it uses it. */
export type LtijsTables = DatabasePlugin;

/** What ltijs does for us. Nothing of it goes further than this file. */
export interface LtiEngine {
  /** Answers login, launch and key set, behind the guard. */
  readonly app: RequestHandler;
  /** Makes the key pair of a new platform (a second of work), or changes the addresses of a known one. */
  register(platform: PlatformFacts): Promise<void>;
  setActive(pair: Pair, isActive: boolean): Promise<void>;
  /** @param scopes sorted, apart by spaces; a token is kept until a minute before its end */
  accessToken(pair: Pair, scopes: string): Promise<string>;
  /** A token that the platform takes no more. */
  forgetToken(pair: Pair, scopes: string): Promise<void>;
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
  readonly guard: RequestHandler;
  readonly hooks: EngineHooks;
}

// The package exports one instance; a second application in one process (a test, a restart) needs its own.
const Fresh = Provider.constructor as new () => typeof Provider;

export async function startEngine({ key, tables, guard, hooks }: EngineParts): Promise<LtiEngine> {
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
      serverAddon: (app) => app.use(guard),
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
    app: provider.app,
    async register({ issuer, clientId, name, authUrl, tokenUrl, keysetUrl, authServer }) {
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
    accessToken: async (pair, scopes) => {
      const token = await (await platformOf(pair)).platformAccessToken(scopes);
      return token.access_token;
    },
    forgetToken: async ({ issuer, clientId }, scopes) =>
      void (await tables.Delete('accesstoken', { platformUrl: issuer, clientId, scopes })),
    contentMessage: ({ issuer, clientId }, { deploymentId, settings }, items, message) =>
      provider.DeepLinking.createDeepLinkingMessage(
        { iss: issuer, clientId, deploymentId, platformContext: { deepLinkingSettings: settings } },
        items,
        { message },
      ),
  };
}

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
