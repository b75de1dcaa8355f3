import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { minuteMs } from '../../core/instant.ts';
import type { LtiConfig, LtiLimits } from './config.ts';
import type { Refuse } from './refusals.ts';

const most: LtiLimits = { refusals: 600, registrations: 20 };

/** A school is one address, so of logins and launches only refused ones count. */
export function createLimits(
  { limits = most }: LtiConfig,
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
  return { refusals: limit(limits.refusals, true), registrations: limit(limits.registrations, false) };
}
