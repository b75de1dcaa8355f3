import express, { type Request, type Router } from 'express';
import { type EndorsementView, seeEndorsement } from '../../core/endorsements/list-endorsements.ts';
import type { BadgeDocument } from '../../core/ports/badge-press.ts';
import { askAgain, type Found, gone, named, negotiated, notThere, open, tagOf } from './document-answers.ts';
import type { Web } from './web.ts';

type Ports = Web['ports'];

/** An endorsement as programs read it: hosted in Open Badges 2.0, signed in 3.0. One that stands no more is gone. */
export function endorsementDocuments(ports: Ports): Router {
  const router = express.Router();
  router.get('/b/endorsements/:address/credential', (req, res, next) => {
    const answer = async () => {
      const seen = await find(ports, req);
      if (!seen) return notThere(res);
      if (seen.standing.is !== 'valid') return gone(res);
      if (seen.endorsement.credential === null) return notThere(res);
      const bytes = Buffer.from(seen.endorsement.credential);
      res.vary('Accept');
      const type = req.accepts(['application/vc', 'application/ld+json', 'application/json']);
      open(res).set({ 'Cache-Control': askAgain, ETag: tagOf(bytes) });
      res.type(type || 'application/vc').send(bytes);
    };
    answer().catch(next);
  });
  router.get(
    '/b/endorsements/:address',
    negotiated((req) => hosted(ports, req)),
  );
  return router;
}

async function hosted(ports: Ports, req: Request): Promise<Found> {
  const seen = await find(ports, req);
  if (!seen) return null;
  const { endorsement, standing } = seen;
  if (standing.is !== 'valid') {
    const reason = standing.reason ?? (standing.is === 'expired' ? 'Expired' : 'Withdrawn');
    return {
      document: ports.badgePress.goneEndorsement(endorsement, reason),
      caching: askAgain,
      status: 410,
    };
  }
  const document = await hostedForm(ports, seen);
  return document && { document, caching: askAgain };
}

/** In 2.0; null: whoever gave it cannot be its issuer there. */
export async function hostedForm(ports: Ports, view: EndorsementView): Promise<BadgeDocument | null> {
  const { endorser } = view.endorsement;
  if (!('organiser' in endorser)) return ports.badgePress.endorsement(factsOf(view));
  const organiser = await ports.records.organisers.byId(endorser.organiser);
  return ports.badgePress.endorsement({
    endorsement: view.endorsement,
    endorser: { name: view.endorser, organiser },
  });
}

/** Of somebody without an account. */
export const factsOf = ({ endorsement, endorser: name }: EndorsementView) => ({
  endorsement,
  endorser: { name, organiser: null },
});

async function find(ports: Ports, req: Request): Promise<EndorsementView | null> {
  const address = named(req, 'address');
  if (address === null || !/^[0-9A-Za-z]{8,64}$/.test(address)) return null;
  return (await seeEndorsement(ports, { address })).done ?? null;
}
