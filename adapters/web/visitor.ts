import type { Request } from 'express';
import type { PersonId } from '../../core/ids.ts';
import type { Actor } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { whoNow } from '../../core/people/who-now.ts';
import type { Language } from '../../core/texts.ts';
import { type SpokenLanguage, spokenOf } from '../conversation/words/say.ts';
import { isFromOurPages } from './origin.ts';
import { readSession, type SessionPorts } from './sessions.ts';
import type { Visit } from './visit.ts';
import type { Web } from './web.ts';

/** Who looks at a page, and how we know. */
export interface Visitor {
  readonly by: 'visit' | 'session' | 'nobody';
  /** A visit or session was claimed and is over, altered or unknown. */
  readonly hasEnded: boolean;
  readonly visit: Visit | null;
  /** Of the session, for signing out. */
  readonly sessionToken: string | null;
  readonly actor: Actor;
  readonly language: SpokenLanguage;
}

/**
 * An LMS visit authorises by its bearer header only, a session by its cookie; where a header stands, the cookie is not looked at.
 * What changes something counts as nobody's unless it comes from our own pages.
 */
export async function findVisitor(web: Web, req: Request): Promise<Visitor> {
  const bearer = /^Bearer (\S+)$/i.exec(req.get('authorization') ?? '')?.[1];
  if (bearer) {
    const visit = await web.visits.read(bearer);
    return visit ? visitorOf(web, visit) : nobodyAt(req, true);
  }
  const cookie = sessionCookieOf(req, web.ports.baseUrl);
  const mayCount = req.method === 'GET' || req.method === 'HEAD' || isFromOurPages(req, web.ports.baseUrl);
  if (!cookie || !mayCount) return nobodyAt(req, false);

  const person = await readSession(web.ports, cookie);
  return person ? signedIn(web, req, person, cookie) : nobodyAt(req, true);
}

/** The visitor of a visit: its seat says where they are and as what. */
export async function visitorOf(web: Web, visit: Visit): Promise<Visitor> {
  const actor = await findActor(web.ports, visit.person, visit.seat);
  return {
    by: 'visit',
    hasEnded: false,
    visit,
    sessionToken: null,
    actor,
    language: spokenOf([visit.language]),
  };
}

async function signedIn(web: Web, req: Request, whose: PersonId, sessionToken: string): Promise<Visitor> {
  const id = await whoNow(web.ports, whose);
  const person = await web.ports.records.people.byId(id);
  if (person?.state !== 'active') return nobodyAt(req, true);
  return {
    by: 'session',
    hasEnded: false,
    visit: null,
    sessionToken,
    actor: await findActor(web.ports, id, null),
    language: spokenOf([person.language]),
  };
}

export const nobodyAt = (req: Request, hasEnded: boolean): Visitor => ({
  by: 'nobody',
  hasEnded,
  visit: null,
  sessionToken: null,
  actor: { person: null, roles: [], grants: [], seat: null },
  language: languageOf(req),
});

/** The browser's languages, best first, as far as we speak one of them. */
export const languageOf = (req: Request): SpokenLanguage =>
  spokenOf(req.acceptsLanguages().filter((language): language is Language => language !== '*'));

/** With https, or on localhost, the name itself keeps the cookie to this host and to secure connections. */
export const sessionCookieName = (baseUrl: string): string =>
  isSecureSite(baseUrl) ? '__Host-col-session' : 'col-session';

export const isSecureSite = (baseUrl: string): boolean =>
  baseUrl.startsWith('https:') || new URL(baseUrl).hostname === 'localhost';

/** Who is signed in by the cookie of this browser; null: nobody, or no more. */
export async function sessionPersonOf(ports: SessionPorts, req: Request): Promise<PersonId | null> {
  const cookie = sessionCookieOf(req, ports.baseUrl);
  return cookie ? readSession(ports, cookie) : null;
}

const sessionCookieOf = (req: Request, baseUrl: string): string | null =>
  cookieOf(req, sessionCookieName(baseUrl));

/** Null: the browser sent none by this name. */
export function cookieOf(req: Request, wanted: string): string | null {
  for (const pair of (req.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value) return value;
  }
  return null;
}
