import { createLocalJWKSet, jwtVerify } from 'jose';
import type { ForgingPlatform } from './forging-platform.ts';

export interface RosterCall {
  /** With the query. */
  readonly path: string;
  readonly accept: string | undefined;
  readonly bearer: string | undefined;
}

/** The roster of a course at a forging platform, in pages as Moodle links them. */
export interface ForgedRoster {
  /** Claim of a launch in this course. */
  readonly claim: Record<string, unknown>;
  members: unknown[];
  pageSize: number;
  /** What a page of this number is answered with instead; counted from 1. */
  readonly odd: Map<number, { status: number; body?: string; next?: string }>;
  readonly calls: RosterCall[];
  readonly scopes: string[];
}

/** @param course has its own address, so that courses do not meet */
export function forgeRoster(tool: string, platform: ForgingPlatform, course: string): ForgedRoster {
  const path = `/memberships/${course}`;
  const forged: ForgedRoster = {
    claim: {
      context_memberships_url: `${platform.issuer}${path}?type=1&secret=a%26b`,
      service_versions: ['1.0', '2.0'],
    },
    members: [],
    pageSize: 100,
    odd: new Map(),
    calls: [],
    scopes: [],
  };
  platform.routes.set('/token', async (_req, body, res) => {
    const asked = new URLSearchParams(body);
    const keys = createLocalJWKSet(await (await fetch(`${tool}/lti/keys`)).json());
    await jwtVerify(asked.get('client_assertion') ?? '', keys, { audience: platform.addresses.tokenUrl });
    forged.scopes.push(asked.get('scope') ?? '');
    res.end(JSON.stringify({ access_token: 'roster', token_type: 'bearer', expires_in: 3600 }));
  });
  platform.routes.set(path, (req, _body, res) => {
    const url = new URL(req.url ?? '/', platform.issuer);
    const { accept, authorization: bearer } = req.headers;
    forged.calls.push({ path: req.url ?? '', accept, bearer });
    const page = Number(url.searchParams.get('page') ?? 1);
    const odd = forged.odd.get(page);
    if (odd && odd.next === undefined) return void res.writeHead(odd.status).end(odd.body ?? '');
    const from = (page - 1) * forged.pageSize;
    const members = forged.members.slice(from, from + forged.pageSize);
    url.searchParams.set('page', String(page + 1));
    const next = odd?.next ?? (from + forged.pageSize < forged.members.length ? url.href : null);
    const headers = next ? { link: `<${next}>; rel="next", <${url.href}>; rel="differences"` } : {};
    res.writeHead(200, headers).end(JSON.stringify({ id: url.href, context: { id: course }, members }));
  });
  return forged;
}
