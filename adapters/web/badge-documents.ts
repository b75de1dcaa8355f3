import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { SeeAward, seeAward } from '../../core/badges/see-award.ts';
import { SeeBadge, seeBadge } from '../../core/badges/see-badge.ts';
import { SeeIssuer, seeIssuer } from '../../core/badges/see-issuer.ts';
import { nobody } from '../../core/people/actor.ts';
import type { BadgeDocument } from '../../core/ports/badge-press.ts';
import type { Web } from './web.ts';

/** A document, where it is; `status` 410: what is left of it. `moved`: it stands elsewhere. */
type Found =
  | { readonly document: BadgeDocument; readonly caching: string; readonly status?: 410 }
  | { readonly moved: string }
  | null;

/** A published version never changes. */
const aDay = 'public, max-age=86400';
const fiveMinutes = 'public, max-age=300';
/** May be kept, and is asked about every time: it may have been revoked. */
const askAgain = 'no-cache';

/**
 * The public addresses of badges as programs read them (Open Badges 2.0, hosted) and their pictures.
 * Who prefers HTML is passed on: pages stand at the same addresses.
 */
export function badgeDocuments({ ports }: Pick<Web, 'ports'>): Router {
  const router = express.Router();
  router.options('/b/{*rest}', preflight);
  router.get('/b/badges/:badge/image.png', (req, res, next) => picture(ports, req, res).catch(next));
  router.get(
    '/b/issuers/:organiser',
    negotiated((req) => issuer(ports, req)),
  );
  router.get(
    '/b/badges/:badge',
    negotiated((req) => badge(ports, req)),
  );
  router.get(
    '/b/badges/:badge/:language',
    negotiated((req) => badge(ports, req)),
  );
  router.get(
    '/b/awards/:address',
    negotiated((req) => award(ports, req)),
  );
  // Only the name of a holder without e-mail: nobody is told who that is.
  router.get(
    '/b/holders/:holder',
    negotiated(async () => null),
  );
  return router;
}

type Ports = Web['ports'];

async function issuer(ports: Ports, req: Request): Promise<Found> {
  const input = SeeIssuer.safeParse(req.params);
  const seen = input.success ? await seeIssuer(ports, input.data) : null;
  const document = seen?.done ? ports.badgePress.profile(seen.done) : null;
  return document && { document, caching: fiveMinutes };
}

async function badge(ports: Ports, req: Request): Promise<Found> {
  const seen = await findBadge(ports, req);
  if (!seen) return null;
  const language = named(req, 'language');
  if (!seen.isVersion) return { moved: seen.address + (language ? `/${language}` : '') };
  const document = ports.badgePress.badgeClass(seen.badge, seen.shown, language);
  return document && { document, caching: aDay };
}

async function award(ports: Ports, req: Request): Promise<Found> {
  const input = SeeAward.safeParse({ address: named(req, 'address'), as: 'machine' });
  const seen = input.success ? await seeAward(ports, nobody, input.data) : null;
  if (!seen?.done) return null;
  const { standing } = seen.done;
  if (standing.is === 'revoked' || standing.is === 'withdrawn') {
    return { document: ports.badgePress.gone(seen.done), caching: askAgain, status: 410 };
  }
  return { document: ports.badgePress.assertion(seen.done), caching: askAgain };
}

async function picture(ports: Ports, req: Request, res: Response): Promise<void> {
  const seen = await findBadge(ports, req);
  if (!seen) return notThere(res);
  if (!seen.isVersion) return moved(res, `${seen.address}/image.png`);
  const bytes = Buffer.from(await ports.badgePress.picture(seen.shown.image));
  open(res).set({ 'Cache-Control': aDay, ETag: tagOf(bytes) });
  res.type('image/png').send(bytes);
}

/** `<badge>-v<n>`; without its version, where the newest stands. */
async function findBadge({ records }: Ports, req: Request) {
  const [, id, version] = /^([A-Za-z0-9]{1,64})(?:-v([1-9]\d{0,5}))?$/.exec(named(req, 'badge') ?? '') ?? [];
  const input = SeeBadge.safeParse({ badge: id, version: version ? Number(version) : null });
  const seen = input.success ? await seeBadge({ records }, input.data) : null;
  if (!seen?.done) return null;
  const { badge, shown } = seen.done;
  return {
    badge,
    shown,
    isVersion: version !== undefined,
    address: `/b/badges/${badge.id}-v${shown.version}`,
  };
}

/** A part of the path; null where this address has none. */
function named(req: Request, part: string): string | null {
  const value = req.params[part];
  return typeof value === 'string' ? value : null;
}

/** Whoever takes anything gets the document; browsers name HTML first. */
function negotiated(find: (req: Request) => Promise<Found>): RequestHandler {
  return async (req, res, next) => {
    res.vary('Accept');
    const type = req.accepts(['application/ld+json', 'application/json', 'text/html']);
    if (type === 'text/html') return next();
    if (!type) return void open(res).status(406).json({ code: 'NOT_ACCEPTABLE' });

    const found = await find(req);
    if (!found) return notThere(res);
    if ('moved' in found) return moved(res, found.moved);
    const body = Buffer.from(JSON.stringify(found.document));
    open(res).set({ 'Cache-Control': found.caching, ETag: tagOf(body) });
    res
      .status(found.status ?? 200)
      .type(type)
      .send(body);
  };
}

/** Any site may read it: wallets and verifiers live in browsers. */
const open = (res: Response): Response =>
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });

function notThere(res: Response): void {
  open(res).set('Cache-Control', askAgain).status(404).json({ code: 'NOT_FOUND' });
}

function moved(res: Response, to: string): void {
  open(res).set('Cache-Control', askAgain).redirect(302, to);
}

const preflight: RequestHandler = (_req, res) => {
  open(res)
    .set({
      'Access-Control-Allow-Methods': 'GET, HEAD',
      'Access-Control-Allow-Headers': 'If-None-Match',
      'Access-Control-Max-Age': '86400',
    })
    .status(204)
    .end();
};

const tagOf = (bytes: Buffer): string => `"${createHash('sha256').update(bytes).digest('base64url')}"`;
