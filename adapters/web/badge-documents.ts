import express, { type Request, type Response, type Router } from 'express';
import { SeeAward, seeAward } from '../../core/badges/see-award.ts';
import { SeeIssuer, seeIssuer } from '../../core/badges/see-issuer.ts';
import { listPublic, seeEndorser } from '../../core/endorsements/list-endorsements.ts';
import { nobody } from '../../core/people/actor.ts';
import {
  aDay,
  askAgain,
  type Found,
  fiveMinutes,
  moved,
  named,
  negotiated,
  notThere,
  open,
  preflight,
  tagOf,
} from './document-answers.ts';
import { endorsementDocuments, factsOf, hostedForm } from './endorsement-documents.ts';
import { findBadge } from './find-badge.ts';
import type { RememberedDocuments } from './remembered-documents.ts';
import { signedDocuments } from './signed-documents.ts';
import type { Web } from './web.ts';

/**
 * The public addresses of badges as programs read them: Open Badges 2.0, hosted, and pictures; all that is signed beside.
 * Who prefers HTML is passed on: pages stand at the same addresses.
 */
export function badgeDocuments({
  ports,
  remembered = null,
}: {
  readonly ports: Ports;
  readonly remembered?: RememberedDocuments | null;
}): Router {
  const router = express.Router();
  router.options('/b/{*rest}', preflight);
  router.use(signedDocuments(ports, remembered));
  router.use(endorsementDocuments(ports));
  router.get('/b/badges/:badge/image.png', (req, res, next) => picture(ports, req, res).catch(next));
  router.get('/b/issuers/:organiser/image.png', (req, res, next) => issuerLogo(ports, req, res).catch(next));
  router.get(
    '/b/issuers/:organiser',
    negotiated((req) => issuer(ports, req)),
  );
  router.get(
    '/b/badges/:badge',
    negotiated((req) => badge(ports, req), 'page', remembered),
  );
  router.get(
    '/b/badges/:badge/:language',
    negotiated((req) => badge(ports, req), 'page', remembered),
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
  if (seen?.done) {
    const document = ports.badgePress.profile(seen.done);
    return document && { document, caching: fiveMinutes };
  }
  const endorser = input.success ? (await seeEndorser(ports, input.data)).done : null;
  const document = endorser ? ports.badgePress.endorserProfile(factsOf(endorser)) : null;
  return document && { document, caching: fiveMinutes };
}

/** As it is now: one that was given out names where it stands, not what it shows. */
async function issuerLogo(ports: Ports, req: Request, res: Response): Promise<void> {
  const input = SeeIssuer.safeParse(req.params);
  const seen = input.success ? await seeIssuer(ports, input.data) : null;
  if (!seen?.done?.logo) return notThere(res);
  const bytes = Buffer.from(await ports.badgePress.picture(seen.done.logo));
  open(res).set({ 'Cache-Control': fiveMinutes, ETag: tagOf(bytes) });
  res.type('image/png').send(bytes);
}

async function badge(ports: Ports, req: Request): Promise<Found> {
  const seen = await findBadge(ports, req);
  if (!seen) return null;
  const language = named(req, 'language');
  if (!seen.isVersion) return { moved: seen.address + (language ? `/${language}` : '') };
  const document = ports.badgePress.badgeClass(seen.badge, seen.shown, language);
  if (!document) return null;
  const endorsement = await endorsementsOf(ports, seen);
  // A version never changes; who stands behind it may.
  return endorsement.length > 0
    ? { document: { ...document, endorsement }, caching: fiveMinutes }
    : { document, caching: aDay };
}

/** Addresses of those that were given for this version, stand, and can be read in 2.0. */
async function endorsementsOf(
  ports: Ports,
  { badge: { id }, shown }: NonNullable<Awaited<ReturnType<typeof findBadge>>>,
): Promise<readonly string[]> {
  const all = await listPublic(ports, [{ kind: 'badge', id }]);
  const views = all
    .filter(({ standing }) => standing.is === 'valid')
    .filter(({ endorsement }) => endorsement.coversVersion === shown.version);
  const readable = await Promise.all(views.map((view) => hostedForm(ports, view)));
  return views
    .filter((_, row) => readable[row])
    .map(({ endorsement }) => ports.badgePress.endorsementAddress(endorsement));
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
