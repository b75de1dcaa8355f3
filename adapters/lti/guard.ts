import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { guardLaunch, type LaunchGuardParts } from './launch-guard.ts';
import { login } from './login.ts';

/** What ltijs' own security headers forbid and framed pages need; each page of ours sets its own. */
const isolating = [
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
];

/**
 * Stands in front of ltijs, after its body and cookie parsers: only logins, launches and the key set go on, and those
 * only when they pass our own checks.
 */
export function createGuard(parts: LaunchGuardParts): RequestHandler {
  return (req, res, next) => {
    // ltijs takes a token from query, body or header for one of its own and then skips every check.
    Object.assign(req, { token: undefined });
    for (const header of isolating) res.removeHeader(header);
    res.set('Cache-Control', 'no-store');
    route(parts, req, res, next).catch((fault: unknown) =>
      parts.refuse(req, res, { code: 'FAULT', about: { err: fault } }),
    );
  };
}

async function route(
  parts: LaunchGuardParts,
  req: Request,
  res: Response,
  next: NextFunction,
): Promise<void> {
  const { method, path } = req;
  if (path === '/keys' && (method === 'GET' || method === 'HEAD')) {
    res.set('Cache-Control', 'public, max-age=300');
    return next();
  }
  if (path === '/login' && (method === 'GET' || method === 'POST')) return login(parts, req, res, next);
  if (path === '/launch' && method === 'POST') return guardLaunch(parts, req, res, next);
  parts.refuse(req, res, { code: 'METHOD' });
}
