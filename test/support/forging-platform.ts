import { KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { claim } from '../../adapters/lti/schema.ts';
import { millis } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { openTab, type Page, type Tab } from './tab.ts';

/** A learning platform that can forge: everything is as it should be but what a test changes. */
export interface ForgingPlatform {
  readonly issuer: string;
  readonly clientId: string;
  readonly deploymentId: string;
  readonly host: string;
  readonly addresses: { readonly authUrl: string; readonly tokenUrl: string; readonly keysetUrl: string };
  /** How often our key set was fetched. */
  readonly keysetFetches: () => number;
  /** What else is answered on its address; by path, as it is asked. */
  readonly routes: Map<string, Route>;
  /** Signs with another key from now on; the old one is gone from its key set. */
  rollKey(kid: string): Promise<void>;
  /** A good token for a login, signed, with the changes of a launch. */
  idToken(login: StartedLogin, changes?: Changes): Promise<string>;
  /** Whatever it is given, header and payload as they stand, under its own key. */
  sign(header: object, payload: object): string;
  /** How its key is called just now. */
  kid(): string;
  close(): void;
}

export type Route = (req: IncomingMessage, body: string, res: ServerResponse) => void | Promise<void>;

/** Differences to a good launch. A value of `undefined` leaves the claim or parameter out. */
export interface Changes {
  /** Of the login initiation. */
  readonly login?: Readonly<Record<string, string | undefined>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs with this key instead. */
  readonly key?: CryptoKey | Uint8Array;
  /** Sends this instead of a token of its own. */
  readonly idToken?: string;
  /** Of the form that the browser posts; on top of state and token. */
  readonly form?: Readonly<Record<string, string | undefined>>;
  /** Of the launch request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the login request. */
  readonly loginHeaders?: Readonly<Record<string, string>>;
  /** Added to the target's address. */
  readonly query?: string;
}

export interface StartedLogin {
  readonly page: Page;
  readonly tab: Tab;
  readonly state: string;
  readonly nonce: string;
  readonly target: string;
  /** Where the platform was asked. */
  readonly sentTo: URL | null;
}

const vocabulary = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';
export const roles = { teacher: `${vocabulary}Instructor`, learner: `${vocabulary}Learner` } as const;

/** @param clock dates its tokens, so that it may run ahead together with the tool's */
export async function openForgingPlatform(
  clock: Clock,
  more: { readonly clientId?: string; readonly deploymentId?: string } = {},
): Promise<ForgingPlatform> {
  const { clientId = 'client-1', deploymentId = '1' } = more;
  let current = await newKey('first');
  let fetches = 0;
  const routes = new Map<string, Route>();
  const server = createServer((req, res) => void answer(req, res));
  const host = await listening(server);
  const issuer = `http://${host}`;

  routes.set('/keys', (_req, _body, res) => {
    fetches += 1;
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [current.jwk] }));
  });

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const route = routes.get(new URL(req.url ?? '/', issuer).pathname);
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part);
    if (route) await route(req, Buffer.concat(parts).toString(), res);
    else res.writeHead(404).end();
  }

  return {
    issuer,
    clientId,
    deploymentId,
    host,
    routes,
    addresses: {
      authUrl: `${issuer}/auth?site=1`,
      tokenUrl: `${issuer}/token`,
      keysetUrl: `${issuer}/keys`,
    },
    keysetFetches: () => fetches,
    async rollKey(kid) {
      current = await newKey(kid);
    },
    async idToken({ nonce, target }, changes = {}) {
      if (changes.idToken !== undefined) return changes.idToken;
      const now = Math.floor(millis(clock.now()) / 1000);
      const claims = {
        iss: issuer,
        aud: clientId,
        sub: 'user-1',
        iat: now,
        exp: now + 60,
        nonce,
        [claim.version]: '1.3.0',
        [claim.messageType]: 'LtiResourceLinkRequest',
        [claim.deploymentId]: deploymentId,
        [claim.targetLinkUri]: target,
        [claim.resourceLink]: { id: 'link-1', title: 'A link' },
        [claim.roles]: [roles.learner],
        [claim.context]: { id: 'course-7', label: '2.b', title: 'Class 2.b', type: ['CourseSection'] },
        ...changes.claims,
      };
      return new SignJWT(defined(claims))
        .setProtectedHeader({ alg: 'RS256', ...defined({ kid: current.kid, ...changes.header }) })
        .sign(changes.key ?? current.privateKey);
    },
    sign(header, payload) {
      const parts = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const text = parts.join('.');
      const signature = sign('sha256', Buffer.from(text), KeyObject.from(current.privateKey));
      return `${text}.${signature.toString('base64url')}`;
    },
    kid: () => current.kid,
    close: () => server.close(),
  };
}

/**
 * A good login, up to where the platform would be asked.
 * @param tool its address, without a slash at the end
 */
export async function startLogin(
  tool: string,
  platform: ForgingPlatform,
  changes: Changes = {},
  tab: Tab = openTab(tool),
): Promise<StartedLogin> {
  const target = changes.login?.['target_link_uri'] ?? `${tool}/lti/launch${changes.query ?? ''}`;
  const parameters = defined({
    iss: platform.issuer,
    client_id: platform.clientId,
    login_hint: 'user-1',
    lti_message_hint: 'message-1',
    lti_deployment_id: platform.deploymentId,
    target_link_uri: target,
    ...changes.login,
  });
  const page = await tab.post('/lti/login', parameters, {
    accept: 'application/json',
    ...changes.loginHeaders,
  });
  const sentTo = URL.canParse(page.headers.get('location') ?? '')
    ? new URL(page.headers.get('location') ?? '')
    : null;
  return {
    page,
    tab,
    target,
    sentTo,
    state: sentTo?.searchParams.get('state') ?? '',
    nonce: sentTo?.searchParams.get('nonce') ?? '',
  };
}

/** The launch that ends a login. */
export async function finishLogin(
  platform: ForgingPlatform,
  login: StartedLogin,
  changes: Changes = {},
): Promise<Page> {
  const form = defined({
    state: login.state,
    id_token: await platform.idToken(login, changes),
    ...changes.form,
  });
  return login.tab.post('/lti/launch', form, { accept: 'application/json', ...changes.headers });
}

/** A whole launch. Where its login is refused, that is its answer. */
export async function launch(
  tool: string,
  platform: ForgingPlatform,
  changes: Changes = {},
  tab: Tab = openTab(tool),
): Promise<Page> {
  const login = await startLogin(tool, platform, changes, tab);
  return login.sentTo ? finishLogin(platform, login, changes) : login.page;
}

async function newKey(kid: string): Promise<{ kid: string; jwk: JWK; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // A server over TCP has an address object.
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const defined = <Value>(some: Readonly<Record<string, Value | undefined>>): Record<string, Value> =>
  // Those that are undefined are left out, so the rest are values.
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as Record<
    string,
    Value
  >;
