import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Response } from 'express';
import helmet from 'helmet';

export interface PageHeaders {
  /** Origins that may frame the page; none: nobody may. `anyone`: static refusals, which hold nothing. */
  readonly framedBy: readonly string[] | 'anyone';
  readonly nonce: string;
  /** Origin beside our own that a form of the page may post to. */
  readonly postsTo?: string;
}

/** For one answer: scripts without it do not run. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/** Sets what every HTML answer carries. */
export function setPageHeaders(res: Response, { framedBy, nonce, postsTo }: PageHeaders): void {
  const isFramed = framedBy === 'anyone' || framedBy.length > 0;
  sources.set(res, {
    scripts: `'nonce-${nonce}'`,
    forms: ["'self'", ...(postsTo ? [postsTo] : [])].join(' '),
    ancestors: framedBy === 'anyone' ? '*' : framedBy.join(' ') || "'none'",
  });
  // helmet reads only the request's socket, and calls back at once; it hands on an error where a value is no header.
  (isFramed ? framed : alone)(res.req, res, (fault?: unknown) => {
    if (fault) throw fault;
  });
  res.set('Cache-Control', 'no-store');
}

/** What differs from answer to answer; the rest of the policy is put together once. */
interface Sources {
  readonly scripts: string;
  readonly forms: string;
  readonly ancestors: string;
}
const sources = new WeakMap<ServerResponse, Sources>();
const from = (name: keyof Sources) => (_req: unknown, res: ServerResponse) =>
  sources.get(res)?.[name] ?? "'none'";

/** A framed page may not isolate itself from the page around it. */
const guardOf = (isFramed: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': [from('scripts')],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': [from('forms')],
        'frame-ancestors': [from('ancestors')],
      },
    },
    // frame-ancestors says who may frame; the older header cannot name them.
    frameguard: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: isFramed ? false : { policy: 'same-origin' },
    crossOriginResourcePolicy: isFramed ? false : { policy: 'same-origin' },
    // With "no-referrer" a browser would send "Origin: null" with our own forms.
    referrerPolicy: { policy: 'same-origin' },
  });
const framed = guardOf(true);
const alone = guardOf(false);
