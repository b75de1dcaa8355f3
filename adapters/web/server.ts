import express, { type ErrorRequestHandler, type Express, type Request, type Router } from 'express';
import { assetsRouter } from './assets.ts';
import { badgeDocuments } from './badge-documents.ts';
import { arrive } from './page.ts';
import { mountPages } from './pages/all.ts';
import { faultAnswer, notFoundAnswer, unreadableAnswer } from './pages/trouble.tsx';
import { send } from './send.ts';
import { nobodyAt } from './visitor.ts';
import type { Web } from './web.ts';

export interface ServerParts extends Web {
  /** Routers that read their own bodies and set their own headers: LTI, the practice LMS. */
  readonly mounts: readonly { readonly path: string; readonly router: Router }[];
  readonly probes: Probes;
}

export interface Probes {
  /** Engine reachable, migrations done, not stopping. */
  ready(): Promise<boolean>;
  /** Prometheus text. */
  metrics(): Promise<string>;
  /** Null: only loopback callers read the metrics. */
  readonly metricsToken: string | null;
  /** @param surface first part of the path */
  answered(surface: string, status: number, seconds: number): void;
}

/** All that is answered over HTTP. Listening and stopping is the caller's. */
export function createServer({ mounts, probes, ...web }: ServerParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', web.config.trustProxy);
  app.set('query parser', 'simple');
  app.use(timed(probes));
  app.use(probesRouter(probes));
  for (const { path, router } of mounts) app.use(path, router);

  app.use(assetsRouter());
  app.use(badgeDocuments(web));
  const pages = express.Router();
  mountPages(pages, web);
  app.use(pages);
  app.use(async (req, res) => {
    const here = await arrive(web, req, res);
    await send(here, notFoundAnswer(here));
  });
  app.use(troubles(web));
  return app;
}

const timed =
  (probes: Probes): express.RequestHandler =>
  (req, res, next) => {
    const start = performance.now();
    res.on('finish', () =>
      probes.answered(surfaceOf(req), res.statusCode, (performance.now() - start) / 1000),
    );
    next();
  };

const surfaces = [
  'app',
  'b',
  'lti',
  'static',
  'files',
  'sign-in',
  'verify',
  'me',
  'claim',
  'practice',
  'discord',
  'slack',
];
const surfaceOf = (req: Request): string => {
  const first = req.path.split('/')[1] ?? '';
  return surfaces.includes(first) ? first : 'other';
};

function probesRouter(probes: Probes): Router {
  const router = express.Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const isReady = await probes.ready();
    res
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not ready' });
  });
  router.get('/metrics', async (req, res) => {
    if (!mayReadMetrics(req, probes)) return void res.status(403).json({ code: 'NOT_ALLOWED' });
    res.type('text/plain').send(await probes.metrics());
  });
  return router;
}

function mayReadMetrics(req: Request, { metricsToken }: Probes): boolean {
  if (metricsToken) return req.get('authorization') === `Bearer ${metricsToken}`;
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(req.ip ?? '');
}

/** What broke before a page was reached: a body too large or malformed, or a fault of ours. */
function troubles(web: Web): ErrorRequestHandler {
  return async (fault: unknown, req, res, next) => {
    if (res.headersSent) return next(fault);
    // Who it is cannot be looked up while the store is away.
    const here = await arrive(web, req, res).catch(() => arrive(web, req, res, nobodyAt(req, false)));
    const unreadable = unreadableAnswer(here, fault);
    if (unreadable) return void (await send(here, unreadable));
    web.ports.log.error({ reference: here.reference, err: fault }, 'A request broke');
    await send(here, faultAnswer(here, fault));
  };
}
