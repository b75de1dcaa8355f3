import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { minuteMs } from '../../core/instant.ts';
import type { LtiConfig } from './config.ts';
import type { Refuse } from './refusals.ts';

/** Per caller's address and minute. */
const most = { refusals: 600, registrations: 20 } as const;

/** A school is one address, so of logins and launches only refused ones count. */
export function createLimits(
  { mostRefusals = most.refusals }: LtiConfig,
  refuse: Refuse,
): { readonly refusals: RequestHandler; readonly registrations: RequestHandler } {
  const limit = (limit: number, skipSuccessfulRequests: boolean): RequestHandler =>
    rateLimit({
      windowMs: minuteMs,
      limit,
      skipSuccessfulRequests,
      // Several schools behind one provider of IPv6 stay apart.
      ipv6Subnet: 64,
      standardHeaders: false,
      legacyHeaders: false,
      handler: (req, res) => refuse(req, res, { code: 'TOO_MANY' }),
    });
  return { refusals: limit(mostRefusals, true), registrations: limit(most.registrations, false) };
}
