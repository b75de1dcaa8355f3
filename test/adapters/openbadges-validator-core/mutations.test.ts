import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { createDocumentFetch } from '../../../adapters/badges/index.ts';
import {
  createValidator,
  type Fetch,
  offlineFetch,
} from '../../../adapters/badges/openbadges-validator-core/index.ts';
import { createSafeFetch, isPublicAddress } from '../../../adapters/fetch/index.ts';
import { cases } from '../../support/cases.ts';
import { picker } from '../../support/mutations.ts';

const folder = join(import.meta.dirname, '../../fixtures/badges');

/** Whatever asks anything of this machine is counted here. */
const asked: string[] = [];
const inside = createServer((req, res) => {
  asked.push(String(req.url));
  res.end('{}');
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((ready) => inside.listen(0, ready));
  // A listening server over TCP has an address object.
  port = (inside.address() as AddressInfo).port;
});
afterAll(() => {
  inside.close();
});

/** The fixtures' web, parts of it changed as well; beyond it the real way out, where every name leads inside. */
function fetchFor(web: string, change: (bytes: Buffer) => Buffer): Fetch {
  const offline = offlineFetch(join(folder, web));
  const outside = createDocumentFetch({
    fetch: createSafeFetch({ version: 'test', resolve: async () => [{ address: '127.0.0.1', family: 4 }] }),
    own: async () => ({ status: 404, type: '', body: new Uint8Array(), location: null }),
    baseUrl: 'https://connect.example',
  });
  return async (request) => {
    const answer = await offline(request);
    if (answer.status !== 404) return { ...answer, body: change(Buffer.from(answer.body)) };
    // Nothing public is asked from a test, either.
    const host = new URL(request.url).hostname.replace(/[[\]]/g, '');
    if (isIP(host) && isPublicAddress(host)) throw new Error('A public address');
    return outside(request);
  };
}

interface Seed {
  readonly bytes: Buffer;
  readonly web: string;
}

const seeds: readonly Seed[] = [
  ...['1edtech', 'dcc', '1edtech/bit-string-list'].flatMap((set) =>
    readdirSync(join(folder, 'ob3', set))
      .filter((name) => /\.(?:json|jwt|png|svg)$/.test(name))
      .map((name) => ({ bytes: readFileSync(join(folder, 'ob3', set, name)), web: 'ob3/web' })),
  ),
  ...['award.png', 'credential.json', 'assertion.jws'].map((name) => ({
    bytes: readFileSync(join(folder, 'own-award', name)),
    web: 'own-award/web',
  })),
  ...['hosted-ok', 'extension-ok', 'endorsement-without-claim', 'badgeclass-embedded'].flatMap((name) => {
    const web = `ob2/${name}/web`;
    return [
      { bytes: Buffer.from('https://badges.example/a'), web },
      { bytes: readFileSync(join(folder, web, 'badges.example/a')), web },
    ];
  }),
  ...['signed-ok', 'signed-issuer-lists-2-keys', 'signed-no-creator'].map((name) => ({
    bytes: readFileSync(join(folder, 'ob2', name, 'a.jws')),
    web: `ob2/${name}/web`,
  })),
];

/** What may stand where something else was expected. */
const odd = (): unknown[] => [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  '\u0000',
  [],
  {},
  [[]],
  [null],
  { '@value': 'x' },
  { id: {} },
  'x'.repeat(20_000),
  Array.from({ length: 3000 }, (_, n) => ({ type: ['Evidence'], name: String(n) })),
  `http://127.0.0.1:${port}/direct`,
  `http://localhost:${port}/by-name`,
  `http://[::1]:${port}/six`,
  `http://[::ffff:127.0.0.1]:${port}/wrapped`,
  `http://2130706433:${port}/number`,
  `http://0x7f.1:${port}/hex`,
  `https://inside.example:${port}/resolved`,
  `did:web:inside.example%3A${port}:x`,
  `did:web:127.0.0.1%3A${port}`,
  'http://169.254.169.254/latest/meta-data/',
  'file:///etc/passwd',
  'data:image/svg+xml,<svg/>',
  'https://badges.example/a',
  'https://col.example/b/status/1',
];

type Change = (bytes: Buffer, pick: (most: number) => number) => Buffer;

const changes: readonly Change[] = [
  (bytes, pick) => flipped(bytes, pick),
  (bytes, pick) => bytes.subarray(0, pick(bytes.length)),
  (bytes, pick) => Buffer.concat([bytes.subarray(0, pick(bytes.length)), bytes]),
  (bytes, pick) => {
    const at = pick(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(pick(50), pick(256)), bytes.subarray(at)]);
  },
  replaced,
  replaced,
  replaced,
];

function flipped(bytes: Buffer, pick: (most: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  for (let flips = pick(8) + 1; flips > 0; flips -= 1) copy[pick(copy.length)] = pick(256);
  return copy;
}

/** One value somewhere in the document becomes another; in a JWS, in its header or payload. */
function replaced(bytes: Buffer, pick: (most: number) => number): Buffer {
  const text = bytes.toString('utf8').trim();
  const parts = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? text.split('.') : null;
  if (!parts) return replacedIn(bytes, pick) ?? flipped(bytes, pick);
  const which = pick(2);
  const changed = replacedIn(Buffer.from(parts[which] ?? '', 'base64url'), pick);
  return Buffer.from(
    parts.map((part, at) => (at === which ? changed?.toString('base64url') : part)).join('.'),
  );
}

function replacedIn(bytes: Buffer, pick: (most: number) => number): Buffer | null {
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
  const places = placesIn(document);
  const place = places[pick(places.length)];
  const values = odd();
  if (place) place.in[place.at] = values[pick(values.length)];
  return Buffer.from(JSON.stringify(document));
}

interface Place {
  readonly in: Record<string, unknown>;
  readonly at: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((at) => [{ in: holder, at }, ...placesIn(holder[at])]);
}

describe('Anything that somebody may show', () => {
  it('gets a report within two seconds, and leads to nothing inside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const pick = picker(seed);
        const change = (bytes: Buffer): Buffer => changes[pick(changes.length)]?.(bytes, pick) ?? bytes;
        const { bytes, web } = seeds[pick(seeds.length)] ?? { bytes: Buffer.alloc(0), web: 'ob3/web' };
        const fetch = fetchFor(web, (answered) => (pick(4) === 0 ? change(answered) : answered));
        const start = process.cpuUsage();

        const { report } = await createValidator({
          fetch,
          now: () => Date.parse('2026-01-01T00:00:00Z'),
        }).verify(change(bytes), { email: 'luka@example.org' });

        // Its own work: what else this machine does meanwhile is no fault of the badge.
        const { user, system } = process.cpuUsage(start);
        expect((user + system) / 1e6).toBeLessThan(2);
        expect(report.valid).toBe(report.errorCount === 0);
        expect(report.messages.length).toBeLessThanOrEqual(200);
      }),
      // Ten thousand with FULL=1.
      { ...cases(), numRuns: process.env['FULL'] ? 10_000 : 500 },
    );

    expect(asked).toEqual([]);
  }, 1_200_000);
});
