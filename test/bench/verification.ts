import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import {
  createValidator,
  type Fetch,
  loadContext,
} from '../../adapters/badges/openbadges-validator-core/index.ts';
import { aCredential, aTestIssuer, signed } from '../support/signed-badges.ts';

const rounds = 300;
const folder = join(process.cwd(), 'test/fixtures/badges/own-award');
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

interface Verification {
  readonly what: string;
  readonly bytes: number;
  readonly oursMs: number;
  readonly libraryMs: number;
}

/** The section of the page. */
export async function tellVerification(): Promise<string> {
  const rows = (await measureVerification()).map(
    ({ what, bytes, oursMs, libraryMs }) =>
      `| ${what} | ${bytes} | ${oursMs.toFixed(1)} | ${libraryMs.toFixed(1)} | ${(oursMs / libraryMs).toFixed(2)} |`,
  );
  return `## Verifying a badge

Open Badges 3.0, the document and all it needs at hand; medians of ${rounds}, in turn. Beside @digitalbazaar/vc with its status list package: ours also reads the structure, the words, who may sign for the issuer, dates, endorsements, and writes the report.

| What is checked | bytes | ours ms | the library ms | ours ÷ it (goal ≤ 1.3) |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** Awards as documents with their proof, one of them in a status list; everything at hand in memory. */
async function measureVerification(): Promise<Verification[]> {
  const issuer = aTestIssuer('did:web:issuer.example:1');
  const home: Web = { did: issuer.document, url: 'https://issuer.example/1/did.json', lists: {} };
  const ours: Web = {
    did: JSON.parse(read('web/col.example/b/issuers/mladi-zmaji/did.json')),
    url: 'https://col.example/b/issuers/mladi-zmaji/did.json',
    lists: { 'https://col.example/b/status/1': JSON.parse(read('web/col.example/b/status/1.json')) },
  };
  return [
    await measure('proof and issuer', JSON.stringify(await signed(aCredential(issuer), issuer)), home),
    await measure('proof, issuer and status list', read('credential.json'), ours),
  ];
}

interface Web {
  readonly did: Readonly<Record<string, unknown>>;
  /** Where the DID document lies. */
  readonly url: string;
  readonly lists: Readonly<Record<string, object>>;
}

async function measure(what: string, text: string, web: Web): Promise<Verification> {
  const validator = createValidator({ fetch: fetchFrom(web), now: () => Date.parse('2026-01-01T00:00:00Z') });
  const library = libraryFor(web);
  const verdict = (await validator.verify(text)).report.verdict;
  const isVerified = await library(text);
  if (!isVerified || verdict !== 'valid') throw new Error(`Not verified: ${verdict}, ${isVerified}`);

  const times = { ours: [] as number[], library: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(await timed(() => validator.verify(text)));
    times.library.push(await timed(() => library(text)));
  }
  return { what, bytes: text.length, oursMs: median(times.ours), libraryMs: median(times.library) };
}

function fetchFrom({ did, url: place, lists }: Web): Fetch {
  const bodies = new Map(
    Object.entries({ ...lists, [place]: did }).map(([url, document]) => [
      url,
      Buffer.from(JSON.stringify(document)),
    ]),
  );
  return async ({ url }) => {
    const body = bodies.get(url);
    return { status: body ? 200 : 404, type: 'application/json', body: body ?? Buffer.alloc(0) };
  };
}

/** As its readme says, given text as we are: reading it is part of the work. */
function libraryFor({ did, lists }: Web): (text: string) => Promise<boolean> {
  const [method] = did['verificationMethod'] as { readonly id: string }[];
  const known = new Map<string, object>([...Object.entries(lists), [String(did['id']), did]]);
  if (method) known.set(method.id, { '@context': 'https://w3id.org/security/multikey/v1', ...method });
  const documentLoader = async (url: string) => {
    const document = known.get(url);
    return document ? { contextUrl: null, documentUrl: url, document } : loadContext(url);
  };
  const suite = new DataIntegrityProof({ cryptosuite });
  const now = new Date('2026-01-01T00:00:00Z');
  const status = Object.keys(lists).length > 0 ? { checkStatus } : {};
  return async (text) => {
    const credential = JSON.parse(text);
    const result = await verifyCredential({ credential, suite, documentLoader, now, ...status });
    return result.verified;
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}
