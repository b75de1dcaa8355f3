import { createHash, randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { PersonId } from '../../core/ids.ts';
import { later, minuteMs } from '../../core/instant.ts';
import { joinIdentity } from '../../core/people/link-identity.ts';
import { readFloor } from '../../core/people/read-floor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { createSignInLinks } from './sessions.ts';
import { cookieOf, sessionPersonOf } from './visitor.ts';

const stateMs = 10 * minuteMs;

type Known = Parameters<typeof joinIdentity>[1];

/** Who began at our side, and what for; null: to sign in, by whoever the tool says they are. */
interface State {
  readonly person: PersonId | null;
  readonly nonce: string;
  readonly atLeast: number;
}

interface Came {
  readonly known: Known;
  /** What else is to be done when an account was joined. */
  joined?(): Promise<void>;
}

/** What differs between tools. */
export interface ToolSignIn {
  readonly tool: 'discord' | 'slack';
  /** Where the tool asks whether they agree. */
  authorizeAt(
    once: { readonly state: string; readonly nonce: string; readonly redirectUri: string },
    req: Request,
  ): URL;
  /** Null: the tool does not say. */
  whoCame(code: string, nonce: string, redirectUri: string): Promise<Came | null>;
}

/**
 * Signing in by a tool's own sign-in, under its path: joins that identity to the account that is signed in here, or signs
 * in who is known by it. It begins and ends in the same browser, so that nobody can be led into somebody else's account.
 */
export function toolSignIn(ports: Ports, { tool, authorizeAt, whoCame }: ToolSignIn): Router {
  const router = express.Router();
  const [namespace, cookie, path] = [`${tool}.states`, `col-${tool}-state`, `/${tool}/connected`];
  const redirectUri = `${ports.baseUrl}${path}`;

  router.get('/connect', async (req, res) => {
    const person = await sessionPersonOf(ports, req);
    if (!person) return res.redirect(302, '/sign-in?to=/me/account');
    const { age } = await readFloor(ports, tool, null);
    // Before linking they say how old they are at least, as before a first act.
    if (Number(req.query['atLeast']) !== age) return res.redirect(302, '/me/account');
    await begin(req, res, person, age);
  });
  router.get('/sign-in', (req, res) => begin(req, res, null, 0));
  router.get('/connected', async (req, res) => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    res.redirect(303, await ended(req, res));
  });
  return router;

  async function begin(req: Request, res: Response, person: PersonId | null, atLeast: number): Promise<void> {
    const [state, nonce] = [newToken(), newToken()];
    const kept: State = { person, nonce, atLeast };
    await ports.keyValues.put(namespace, digest(state), kept, { until: later(ports.clock.now(), stateMs) });
    const secure = ports.baseUrl.startsWith('https:');
    res.cookie(cookie, state, { httpOnly: true, sameSite: 'lax', secure, path, maxAge: stateMs });
    const to = authorizeAt({ state, nonce, redirectUri }, req);
    res.set('Cache-Control', 'no-store').redirect(302, to.toString());
  }

  /** Where they go on. */
  async function ended(req: Request, res: Response): Promise<string> {
    const { state: given = '', code = '' } = req.query;
    const over = (began: State | null) => `${began?.person ? '/me/account' : '/sign-in'}?${tool}=over`;
    if (typeof given !== 'string' || typeof code !== 'string' || !given) return over(null);
    const isSameBrowser = cookieOf(req, cookie) === given;
    res.clearCookie(cookie, { path });
    const began = isSameBrowser ? await ports.keyValues.take<State>(namespace, digest(given)) : null;
    const came = began && code ? await whoCame(code, began.nonce, redirectUri) : null;
    if (!began || !came) return over(began);
    if (!began.person) return signIn(came.known);
    // The session that began is the one that ends it.
    if ((await sessionPersonOf(ports, req)) !== began.person) return over(began);
    const leads = await join(began.person, came.known, began.atLeast);
    await came.joined?.();
    return leads;
  }

  async function join(id: PersonId, known: Known, atLeast: number): Promise<string> {
    const account = await ports.records.people.byId(id);
    if (account?.state !== 'active') return `/me/account?${tool}=over`;
    const answer = await retryStale(() => joinIdentity(ports, known, account, atLeast));
    return `/me/account?${tool}=${answer.refused ? 'already' : 'connected'}`;
  }

  async function signIn({ kind, tenant, subject }: Known): Promise<string> {
    const identity = await ports.records.identities.find(kind, tenant, subject);
    const person = identity && (await ports.records.people.byId(identity.person));
    if (person?.state !== 'active') return `/sign-in?${tool}=unknown`;
    const link = await createSignInLinks(ports).make(person.id, 1);
    return new URL(link).pathname;
  }
}

const newToken = (): string => randomBytes(24).toString('base64url');
const digest = (state: string): string => createHash('sha256').update(state).digest('base64url');
