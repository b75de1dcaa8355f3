import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { minuteMs } from '../../core/instant.ts';
import { arrive } from './page.ts';
import { troubleAnswer } from './pages/trouble.tsx';
import { send } from './send.ts';
import type { Web } from './web.ts';

/** Per caller's address and minute: each may lead to twenty requests to other sites. */
const most = 20;

/** Verifying, on the page or as a program; looking at the empty page is free. */
export function verifyLimit(web: Web): RequestHandler {
  return rateLimit({
    windowMs: minuteMs,
    limit: most,
    skip: ({ method, query }) => method !== 'POST' && query['address'] === undefined,
    ipv6Subnet: 64,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: async (req, res) => {
      const here = await arrive(web, req, res);
      await send(here, { ...troubleAnswer(here, 'TOO_MANY'), headers: { 'Retry-After': '60' } });
    },
  });
}
