import type { Request, Response } from 'express';
import { StoreFault } from '../../core/faults.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Language } from '../../core/texts.ts';
import { languageOf, newNonce, type RefusalCode, refusalPage, say, setPageHeaders } from '../web/index.ts';

/** Why somebody does not come in, with what is known about them by then. */
export interface LtiRefusal {
  readonly code: RefusalCode;
  /** Null: the browser's. */
  readonly language?: Language | null;
  /** Verified address in the course. */
  readonly returnUrl?: string | null;
  /** What the platform itself said. */
  readonly more?: string;
  /** For the log: ids, never names or tokens. */
  readonly about?: object;
}

export type Refuse = (req: Request, res: Response, refusal: LtiRefusal) => void;

/** All others are 401: who they are could not be established. */
const statuses: Partial<Record<RefusalCode, number>> = {
  MISSING_LOGIN_PARAMETERS: 400,
  FOREIGN_TARGET_LINK_URI: 400,
  UNREGISTERED_PLATFORM: 400,
  AMBIGUOUS_PLATFORM: 400,
  PLATFORM_INACTIVE: 403,
  DEPLOYMENT_PENDING: 403,
  TEACHERS_ONLY: 403,
  ITEM_UNKNOWN: 404,
  METHOD: 405,
  TOO_MANY: 429,
  INVITE_INVALID: 403,
  URL_NOT_ALLOWED: 400,
  ISSUER_MISMATCH: 400,
  REGISTRATION_REFUSED: 502,
  REGISTRATION_INCOMPLETE: 502,
  ALREADY_REGISTERED: 409,
  FAULT: 500,
  AWAY: 503,
};

/** Answers with a page in the reader's language, or as JSON for programs; the log gets the same reference. */
export function createRefuse({ log, ids }: Pick<Ports, 'log' | 'ids'>): Refuse {
  return (req, res, { code: given, more, about, returnUrl, ...known }) => {
    const code = isAway(about) ? 'AWAY' : given;
    const status = statuses[code] ?? 401;
    const reference = ids.code(10);
    const language = known.language ?? languageOf(req);
    log.warn({ ...about, code, reference }, 'A launch was refused');
    if (res.headersSent) return;

    res.status(status).set('Cache-Control', 'no-store');
    if (code === 'METHOD') res.set('Allow', 'POST');
    if (code === 'AWAY') res.set('Retry-After', '10');
    if (req.accepts(['html', 'json']) === 'json') {
      res.json({ code, advice: say(language, `lti.refusal.${code}.do`), reference });
      return;
    }
    setPageHeaders(res, { framedBy: 'anyone', nonce: newNonce() });
    const backTo = returnUrl ? withError(returnUrl, language, code, reference) : null;
    res
      .type('html')
      .send(refusalPage({ status, code, language, reference, backTo, ...(more ? { more } : {}) }));
  };
}

/** Nothing is wrong with the launch: the store does not answer just now. */
const isAway = (about: object | undefined): boolean =>
  about !== undefined && 'err' in about && about.err instanceof StoreFault;

/** The platform may show the message and keep the log line. */
function withError(returnUrl: string, language: Language, code: RefusalCode, reference: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set('lti_errormsg', say(language, `lti.refusal.${code}.what`));
  url.searchParams.set('lti_errorlog', `${code} ${reference}`);
  return url.href;
}

/** What ltijs' own second check says, in our words. It repeats what the guard has checked, so these are races. */
export function codeOfWord(word: string): RefusalCode {
  if (word === 'UNREGISTERED_PLATFORM') return 'UNREGISTERED_PLATFORM';
  if (word === 'PLATFORM_NOT_ACTIVATED') return 'PLATFORM_INACTIVE';
  if (word === 'NONCE_ALREADY_RECEIVED') return 'BAD_NONCE';
  if (word === 'jwt expired') return 'BAD_EXP';
  if (word === 'jwt not active') return 'BAD_NBF';
  return 'FAULT';
}
