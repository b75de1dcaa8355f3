import type { Request } from 'express';

/**
 * Whether a request that changes something was sent by a page of ours. Browsers say so in `Sec-Fetch-Site`;
 * older ones in `Origin`, which must then be exactly ours. Saying neither counts as foreign.
 */
export function isFromOurPages(req: Request, baseUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  return req.get('origin') === baseUrl;
}
