import { createHash, randomBytes } from 'node:crypto';
import bolt from '@slack/bolt';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { later, minuteMs } from '../../core/instant.ts';
import { joinIdentity } from '../../core/people/link-identity.ts';
import { readFloor } from '../../core/people/read-floor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { createSignInLinks, sessionPersonOf } from '../web/index.ts';
import type { SlackConfig } from './config.ts';

const namespace = 'slack.states';
const stateMs = 10 * minuteMs;
const cookie = 'col-slack-state';

/** Who began at our side, and what for; null: to sign in, by whoever Slack says they are. */
interface State {
  readonly person: PersonId | null;
  readonly nonce: string;
  readonly atLeast: number;
}

const IdToken = z.object({
  iss: z.literal('https://slack.com'),
  aud: z.string(),
  exp: z.number(),
  nonce: z.string(),
  'https://slack.com/team_id': z.string().min(1).max(64),
  'https://slack.com/user_id': z.string().min(1).max(64),
});
type IdToken = z.infer<typeof IdToken>;

export interface ConnectParts {
  readonly ports: Ports;
  readonly config: SlackConfig;
}

/**
 * *Sign in with Slack*, OpenID Connect: joins a Slack identity to the account that is signed in here, or signs in who is
 * known by one. It begins and ends in the same browser, so that nobody can be led into somebody else's account.
 */
export function connectRouter({ ports, config }: ConnectParts): Router {
  const router = express.Router();
  const { client } = config;
  if (!client) return router;
  const redirectUri = `${ports.baseUrl}/slack/connected`;

  router.get('/slack/connect', async (req, res) => {
    const person = await sessionPersonOf(ports, req);
    if (!person) return res.redirect(302, '/sign-in?to=/me/account');
    const { age } = await readFloor(ports, 'slack', null);
    // Before linking they say how old they are at least, as before a first act.
    if (Number(req.query['atLeast']) !== age) return res.redirect(302, '/me/account');
    await begin(res, person, age);
  });
  router.get('/slack/sign-in', (_req, res) => begin(res, null, 0));
  router.get('/slack/connected', async (req, res) => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    res.redirect(303, await ended(req, res));
  });
  return router;

  async function begin(res: Response, person: PersonId | null, atLeast: number): Promise<void> {
    const [state, nonce] = [newToken(), newToken()];
    const kept: State = { person, nonce, atLeast };
    await ports.keyValues.put(namespace, digest(state), kept, { until: later(ports.clock.now(), stateMs) });
    const to = new URL('authorize', config.openidUrl);
    to.search = new URLSearchParams({
      response_type: 'code',
      scope: 'openid',
      client_id: client?.id ?? '',
      redirect_uri: redirectUri,
      state,
      nonce,
    }).toString();
    res.cookie(cookie, state, {
      httpOnly: true,
      sameSite: 'lax',
      secure: ports.baseUrl.startsWith('https:'),
      path: '/slack/connected',
      maxAge: stateMs,
    });
    res.set('Cache-Control', 'no-store').redirect(302, to.toString());
  }

  /** Where they go on. */
  async function ended(req: Request, res: Response): Promise<string> {
    const { state: given = '', code = '' } = req.query;
    const over = (began: State | null) => (began?.person ? '/me/account?slack=over' : '/sign-in?slack=over');
    if (typeof given !== 'string' || typeof code !== 'string' || !given) return over(null);
    const isSameBrowser = cookieOf(req) === given;
    res.clearCookie(cookie, { path: '/slack/connected' });
    const began = isSameBrowser ? await ports.keyValues.take<State>(namespace, digest(given)) : null;
    const told = began && code ? await whoIs(code, began.nonce) : null;
    if (!began || !told) return over(began);
    const known = {
      kind: 'slack',
      tenant: told['https://slack.com/team_id'],
      subject: told['https://slack.com/user_id'],
    } as const;
    if (!began.person) return signIn(known);
    // The session that began is the one that ends it.
    if ((await sessionPersonOf(ports, req)) !== began.person) return over(began);
    return join(began.person, known, began.atLeast);
  }

  async function whoIs(code: string, nonce: string): Promise<IdToken | null> {
    const web = new bolt.webApi.WebClient(undefined, {
      slackApiUrl: config.apiUrl,
      retryConfig: { retries: 1 },
    });
    try {
      const answer = await web.openid.connect.token({
        client_id: client?.id ?? '',
        client_secret: client?.secret ?? '',
        code,
        redirect_uri: redirectUri,
      });
      // It comes from Slack itself over TLS, which stands for its signature (OpenID Connect Core, 3.1.3.7, 6).
      const [, claims = ''] = (answer.id_token ?? '').split('.');
      const told = IdToken.parse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
      const isOurs = told.aud === client?.id && told.nonce === nonce;
      return isOurs && told.exp * 1000 > Date.now() - minuteMs ? told : null;
    } catch (fault) {
      ports.log.warn({ err: fault }, 'Slack did not say who signed in');
      return null;
    }
  }

  async function join(
    id: PersonId,
    known: Parameters<typeof joinIdentity>[1],
    atLeast: number,
  ): Promise<string> {
    const account = await ports.records.people.byId(id);
    if (account?.state !== 'active') return '/me/account?slack=over';
    const joined = await retryStale(() => joinIdentity(ports, known, account, atLeast));
    return `/me/account?slack=${joined.refused ? 'already' : 'connected'}`;
  }

  async function signIn({ kind, tenant, subject }: Parameters<typeof joinIdentity>[1]): Promise<string> {
    const identity = await ports.records.identities.find(kind, tenant, subject);
    const person = identity && (await ports.records.people.byId(identity.person));
    if (person?.state !== 'active') return '/sign-in?slack=unknown';
    const link = await createSignInLinks(ports).make(person.id, 1);
    return new URL(link).pathname;
  }
}

const newToken = (): string => randomBytes(24).toString('base64url');
const digest = (state: string): string => createHash('sha256').update(state).digest('base64url');

function cookieOf(req: Request): string | null {
  for (const pair of (req.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookie && value) return value;
  }
  return null;
}
