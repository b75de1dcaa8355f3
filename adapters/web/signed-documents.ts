import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { readAchievementKind } from '../../core/badges/read-achievement-kind.ts';
import { SeeAward } from '../../core/badges/see-award.ts';
import { type Documents, seeDocuments } from '../../core/badges/see-credential.ts';
import {
  readRevocations,
  SeeIssuerKeys,
  SeeSigningKey,
  seeDid,
  seeSigningKey,
} from '../../core/badges/see-issuer-keys.ts';
import { SeeStatusList, seeStatusList } from '../../core/badges/see-status-list.ts';
import {
  aDay,
  askAgain,
  type Found,
  fiveMinutes,
  gone,
  named,
  negotiated,
  notThere,
  open,
  tagOf,
} from './document-answers.ts';
import { findBadge } from './find-badge.ts';
import type { RememberedDocuments } from './remembered-documents.ts';
import type { Web } from './web.ts';

type Ports = Web['ports'];

/** What is signed, and whom it is checked by: Open Badges 3.0, the signed form of 2.0, and pictures with a badge in them. */
export function signedDocuments(ports: Ports, remembered: RememberedDocuments | null): Router {
  const router = express.Router();
  // Before `/b/awards/:address`, which would take `X.png` for an address.
  router.get(
    '/b/awards/:address.png',
    answering((req, res) => picture(ports, req, res, 'png')),
  );
  router.get(
    '/b/awards/:address.svg',
    answering((req, res) => picture(ports, req, res, 'svg')),
  );
  router.get(
    '/b/awards/:address/credential',
    answering((req, res) => credential(ports, req, res)),
  );
  router.get(
    '/b/awards/:address/assertion.jws',
    answering((req, res) => assertion(ports, req, res)),
  );
  router.get(
    '/b/status/:number',
    answering((req, res) => statusList(ports, req, res)),
  );
  router.get(
    '/b/issuers/:organiser/did.json',
    answering((req, res) => did(ports, req, res)),
  );
  router.get(
    '/b/badges/:badge/achievement',
    negotiated((req) => achievement(ports, req), 'nothing', remembered),
  );
  for (const part of ['', '/key', '/revocations'] as const) {
    const find = (req: Request) => signing(ports, req, part);
    router.get(`/b/issuers/:organiser/signed/:kid${part}`, negotiated(find, 'nothing'));
  }
  router.get(
    '/b/badges/:badge/signed/:kid',
    negotiated((req) => signedBadge(ports, req), 'nothing'),
  );
  return router;
}

async function credential(ports: Ports, req: Request, res: Response): Promise<void> {
  const found = await find(ports, req);
  if (!found?.credential) return notThere(res);
  const { document } = found.credential;
  if (document === null) return gone(res);
  sendCredential(req, res, document, askAgain);
}

async function statusList(ports: Ports, req: Request, res: Response): Promise<void> {
  const input = SeeStatusList.safeParse(req.params);
  const seen = input.success ? await seeStatusList(ports, input.data) : null;
  if (seen?.done === undefined) return notThere(res);
  sendCredential(req, res, seen.done, fiveMinutes);
}

/** As it was signed, byte for byte. */
function sendCredential(req: Request, res: Response, document: string, caching: string): void {
  res.vary('Accept');
  const type = req.accepts(['application/vc', 'application/ld+json', 'application/json']);
  send(res, Buffer.from(document), type || 'application/vc', caching);
}

async function assertion(ports: Ports, req: Request, res: Response): Promise<void> {
  const found = await find(ports, req);
  const signed = found?.credential?.assertion;
  if (!signed) return notThere(res);
  if (signed.jws === null) return gone(res);
  send(res, Buffer.from(signed.jws), 'text/plain; charset=utf-8', askAgain);
}

/** The file that its holder carries: both forms are in it. */
async function picture(ports: Ports, req: Request, res: Response, as: 'png' | 'svg'): Promise<void> {
  const found = await find(ports, req);
  if (!found) return notThere(res);
  const { view, credential: signed } = found;
  if (view.standing.is === 'revoked' || view.standing.is === 'withdrawn') return gone(res);
  const { image } = view.earned;
  const hosted = ports.badgePress.assertion(view);
  const document = signed?.document ?? null;
  if (as === 'png') {
    const bytes = await ports.badgePress.baked(image, hosted, document);
    return send(res, Buffer.from(bytes), 'image/png', askAgain);
  }
  const drawing = ports.badgePress.bakedDrawing(image, hosted, document);
  if (drawing === null) return notThere(res);
  // Opened by itself, it is a page: it loads nothing and runs nothing.
  res.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  send(res, Buffer.from(drawing), 'image/svg+xml', askAgain);
}

async function did(ports: Ports, req: Request, res: Response): Promise<void> {
  const input = SeeIssuerKeys.safeParse(req.params);
  const seen = input.success ? await seeDid(ports, input.data) : null;
  if (!seen?.done) return notThere(res);
  const document = ports.badgePress.did(seen.done.id, seen.done.keys);
  send(res, Buffer.from(JSON.stringify(document)), 'application/json', fiveMinutes);
}

async function achievement(ports: Ports, req: Request): Promise<Found> {
  const seen = await findBadge(ports, req);
  if (!seen) return null;
  if (!seen.isVersion) return { moved: `${seen.address}/achievement` };
  const kind = await readAchievementKind(ports, seen.badge);
  return { document: ports.badgePress.achievement(seen.badge, seen.shown, kind), caching: aDay };
}

async function signing(ports: Ports, req: Request, part: '' | '/key' | '/revocations'): Promise<Found> {
  const input = SeeSigningKey.safeParse(req.params);
  const seen = input.success ? await seeSigningKey(ports, input.data) : null;
  if (!seen?.done) return null;
  const { organiser, key } = seen.done;
  if (part === '/key') return { document: ports.badgePress.publicKey(key), caching: fiveMinutes };
  if (part === '/revocations') {
    const revoked = await readRevocations(ports, key);
    return { document: ports.badgePress.revocations(key, revoked), caching: fiveMinutes };
  }
  const document = ports.badgePress.signingProfile(organiser, key);
  return document && { document, caching: fiveMinutes };
}

async function signedBadge(ports: Ports, req: Request): Promise<Found> {
  const seen = await findBadge(ports, req);
  const kid = named(req, 'kid');
  if (!seen) return null;
  if (!seen.isVersion) return { moved: `${seen.address}/signed/${kid}` };
  const input = SeeSigningKey.safeParse({ organiser: seen.badge.organiser, kid });
  const signer = input.success ? await seeSigningKey(ports, input.data) : null;
  const document = signer?.done && ports.badgePress.signedBadgeClass(seen.badge, seen.shown, signer.done.key);
  return document ? { document, caching: aDay } : null;
}

async function find(ports: Ports, req: Request): Promise<Documents | null> {
  const input = SeeAward.safeParse({ address: named(req, 'address'), as: 'machine' });
  const seen = input.success ? await seeDocuments(ports, input.data) : null;
  return seen?.done ?? null;
}

function send(res: Response, bytes: Buffer, type: string, caching: string): void {
  open(res).set({ 'Cache-Control': caching, ETag: tagOf(bytes) });
  res.type(type).send(bytes);
}

const answering =
  (answer: (req: Request, res: Response) => Promise<void>): RequestHandler =>
  (req, res, next) =>
    void answer(req, res).catch(next);
