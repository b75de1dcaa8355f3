import { createHash, randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { PersonId } from '../../core/ids.ts';
import { later, minuteMs } from '../../core/instant.ts';
import { joinIdentity } from '../../core/people/link-identity.ts';
import { readFloor } from '../../core/people/read-floor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { createSignInLinks, sessionPersonOf } from '../web/index.ts';
import type { DiscordConfig } from './config.ts';
import type { LinkedRoles } from './linked-roles.ts';
import type { OAuth, Token } from './oauth.ts';

const namespace = 'discord.states';
const stateMs = 10 * minuteMs;
const cookie = 'col-discord-state';

/** Who began at our side, and what for; null: to sign in, by whoever Discord says they are. */
interface State {
  readonly person: PersonId | null;
  readonly atLeast: number;
}

export interface ConnectParts {
  readonly ports: Ports;
  readonly config: DiscordConfig;
  readonly oauth: OAuth;
  readonly linkedRoles: LinkedRoles;
}

/**
 * Discord's own sign-in: joins a Discord account to the one that is signed in here, or signs in who is known by one.
 * It begins and ends in the same browser, so that nobody can be led into somebody else's account.
 */
export function connectRouter({ ports, config, oauth, linkedRoles }: ConnectParts): Router {
  const router = express.Router();
  const redirectUri = `${ports.baseUrl}/discord/connected`;

  router.get('/connect', async (req, res) => {
    const person = await sessionPersonOf(ports, req);
    if (!person) return res.redirect(302, '/sign-in?to=/me/account');
    const { age } = await readFloor(ports, 'discord', null);
    // Before linking they say how old they are at least, as before a first act.
    if (Number(req.query['atLeast']) !== age) return res.redirect(302, '/me/account');
    await begin(res, person, age, req.query['roles'] === 'on');
  });
  router.get('/sign-in', (_req, res) => begin(res, null, 0, false));
  router.get('/connected', async (req, res) => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    res.redirect(303, await ended(req, res));
  });
  return router;

  async function begin(
    res: Response,
    person: PersonId | null,
    atLeast: number,
    roles: boolean,
  ): Promise<void> {
    const state = randomBytes(24).toString('base64url');
    const kept: State = { person, atLeast };
    await ports.keyValues.put(namespace, digest(state), kept, { until: later(ports.clock.now(), stateMs) });
    const to = new URL(config.authorizeUrl);
    to.search = new URLSearchParams({
      response_type: 'code',
      client_id: config.applicationId,
      scope: roles ? 'identify role_connections.write' : 'identify',
      redirect_uri: redirectUri,
      state,
      prompt: 'consent',
    }).toString();
    res.cookie(cookie, state, {
      httpOnly: true,
      sameSite: 'lax',
      secure: ports.baseUrl.startsWith('https:'),
      path: '/discord/connected',
      maxAge: stateMs,
    });
    res.set('Cache-Control', 'no-store').redirect(302, to.toString());
  }

  /** Where they go on. */
  async function ended(req: Request, res: Response): Promise<string> {
    const { state: given = '', code = '' } = req.query;
    const over = (began: State | null) =>
      began?.person ? '/me/account?discord=over' : '/sign-in?discord=over';
    if (typeof given !== 'string' || typeof code !== 'string' || !given) return over(null);
    const isSameBrowser = cookieOf(req) === given;
    res.clearCookie(cookie, { path: '/discord/connected' });
    const began = isSameBrowser ? await ports.keyValues.take<State>(namespace, digest(given)) : null;
    const told = began && code ? await whoCame(code) : null;
    if (!began || !told) return over(began);
    const known = { kind: 'discord', tenant: 'discord', subject: told.user } as const;
    if (!began.person) return signIn(known);
    // The session that began is the one that ends it.
    if ((await sessionPersonOf(ports, req)) !== began.person) return over(began);
    const leads = await join(began.person, known, began.atLeast);
    await linkedRoles.keep(told.user, told.token);
    return leads;
  }

  async function whoCame(code: string): Promise<{ readonly user: string; readonly token: Token } | null> {
    try {
      const token = await oauth.exchange({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
      });
      return { user: await oauth.whoIs(token), token };
    } catch (fault) {
      ports.log.warn({ err: fault }, 'Discord did not say who signed in');
      return null;
    }
  }

  async function join(
    id: PersonId,
    known: Parameters<typeof joinIdentity>[1],
    atLeast: number,
  ): Promise<string> {
    const account = await ports.records.people.byId(id);
    if (account?.state !== 'active') return '/me/account?discord=over';
    const joined = await retryStale(() => joinIdentity(ports, known, account, atLeast));
    return `/me/account?discord=${joined.refused ? 'already' : 'connected'}`;
  }

  async function signIn({ kind, tenant, subject }: Parameters<typeof joinIdentity>[1]): Promise<string> {
    const identity = await ports.records.identities.find(kind, tenant, subject);
    const person = identity && (await ports.records.people.byId(identity.person));
    if (person?.state !== 'active') return '/sign-in?discord=unknown';
    const link = await createSignInLinks(ports).make(person.id, 1);
    return new URL(link).pathname;
  }
}

const digest = (state: string): string => createHash('sha256').update(state).digest('base64url');

function cookieOf(req: Request): string | null {
  for (const pair of (req.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookie && value) return value;
  }
  return null;
}
