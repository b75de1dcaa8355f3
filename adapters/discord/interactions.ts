import type { APIInteraction } from 'discord-api-types/v10';
import express, { type RequestHandler, type Response, type Router as Routes } from 'express';
import type { Log } from '../../core/ports/log.ts';
import type { Handled, Router } from './router.ts';
import { isSigned, publicKeyOf } from './signature.ts';

export interface EndpointParts {
  readonly publicKey: string;
  readonly router: Router;
  readonly log: Log;
  /** A webhook event: its type and data. */
  readonly heard: (type: string, data: unknown) => Promise<void>;
  /** Told what was asked for and how long its first answer took. */
  readonly acknowledged: (verb: Handled['verb'], seconds: number) => void;
}

/** `/discord/interactions` and `/discord/events`: signed by Discord over the raw body; else 401. */
export function endpoints({ publicKey, router, log, heard, acknowledged }: EndpointParts): Routes {
  const key = publicKeyOf(publicKey);
  const signed: RequestHandler = (req, res, next) => {
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const isGood = isSigned(key, {
      signature: req.get('x-signature-ed25519'),
      timestamp: req.get('x-signature-timestamp'),
      body,
    });
    if (!isGood) return void res.status(401).type('text/plain').send('Bad request signature.');
    req.body = readJson(body);
    if (req.body === null) return void res.status(400).json({ code: 'NOT_JSON' });
    next();
  };
  const routes = express.Router();
  const raw = express.raw({ type: () => true, limit: '256kb' });

  routes.post('/interactions', raw, signed, async (req, res) => {
    const startedAt = performance.now();
    // Signed by Discord, so it is what its documentation says.
    const handled = await router.handle(req.body as APIInteraction);
    if (!handled) return void res.status(202).end();
    acknowledged(handled.verb, (performance.now() - startedAt) / 1000);
    res.json(handled.first);
    if (handled.after) void sent(res).then(handled.after);
  });

  routes.post('/events', raw, signed, (req, res) => {
    const { type, event } = req.body as { type?: number; event?: { type?: string; data?: unknown } };
    res.status(204).end();
    if (type !== 1 || typeof event?.type !== 'string') return;
    heard(event.type, event.data).catch((fault: unknown) =>
      log.error({ err: fault }, 'An event of Discord was not taken in'),
    );
  });
  return routes;
}

const sent = (res: Response): Promise<void> =>
  new Promise((done) => {
    if (res.writableFinished) done();
    else res.once('close', () => done());
  });

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
