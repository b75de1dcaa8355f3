import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { minuteMs } from '../../core/instant.ts';
import { arrive } from './page.ts';
import { troubleAnswer } from './pages/trouble.tsx';
import { send } from './send.ts';
import type { Web } from './web.ts';

/**
 * How often one caller's address may send the forms below a path; looking is free.
 * @param most per 15 minutes: a class behind one address signs in at once
 */
export function postLimit(web: Web, most: number): RequestHandler {
  return rateLimit({
    windowMs: 15 * minuteMs,
    limit: most,
    skip: ({ method }) => method !== 'POST',
    ipv6Subnet: 64,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: async (req, res) => {
      const here = await arrive(web, req, res);
      await send(here, { ...troubleAnswer(here, 'TOO_MANY'), headers: { 'Retry-After': '900' } });
    },
  });
}
