import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { loadContext } from '../../adapters/badges/openbadges-validator-core/index.ts';
import { createOwnDocuments } from '../../adapters/own-documents.ts';
import { shareAward } from '../../core/badges/share-award.ts';
import type { AwardId } from '../../core/ids.ts';
import type { Someone } from '../../core/people/actor.ts';
import type { VerificationReport } from '../../core/ports/badge-verifier.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { City } from './city.ts';
import { doing, ok } from './doing.ts';

export interface Read {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
  readonly text: string;
  /** What stands at a path of its JSON: `['issuer', 'id']`. */
  at(...path: (string | number)[]): unknown;
}

/** What is answered at the public addresses of a city, by the very routes that answer over HTTP. */
export function reading(ports: Ports) {
  const own = createOwnDocuments(() => ports);
  return async (path: string, accept = '*/*'): Promise<Read> => {
    const answer = await own(path.replace(ports.baseUrl, ''), accept);
    const { status, type } = answer;
    const body = Buffer.from(answer.body);
    const text = body.toString('utf8');
    return {
      status,
      type,
      body,
      text,
      at: (...keys) =>
        keys.reduce<unknown>((value, key) => Reflect.get(Object(value), key), JSON.parse(text)),
    };
  };
}

/** An award as its holder releases it. */
export async function released(ports: Ports, who: Someone, award: AwardId) {
  const shared = ok(await shareAward(ports, who, { award }));
  return { award: shared.award, path: `/b/awards/${shared.award.address}` };
}

const namesOf = ({ report }: VerificationReport) =>
  report.messages.filter(({ messageLevel }) => messageLevel === 'ERROR').map(({ name }) => name);

/** Of a badge that somebody earns for exploring: the award as its holder releases it. */
export async function exploredBy(city: City, who: Someone) {
  await doing(city).declare(who, city.explore);
  await city.settle();
  const badge = await city.badgeOf(city.explore);
  const award = await city.ports.records.awards.latest(badge.id, who.person);
  if (!award) throw new Error('No award');
  return { ...(await released(city.ports, who, award.id)), badge };
}

/** What our verifier says of bytes: the verdict, and the names of errors. */
export async function verdictOf(ports: Ports, bytes: Uint8Array | string) {
  const presented = typeof bytes === 'string' ? { document: bytes } : { picture: bytes };
  const report = await ports.badgeVerifier.verify(presented, null);
  return { verdict: report.report.verdict, errors: namesOf(report) };
}

/** What Digital Bazaar's own library says, reading keys and lists from our addresses; the clock is the city's. */
export async function libraryVerdict(ports: Ports, credential: string) {
  const read = reading(ports);
  const documentLoader = async (url: string) => {
    if (url.startsWith('did:web:')) {
      const [did = '', key] = url.split('#');
      const path = `/${did.split(':').slice(3).join('/')}/did.json`;
      const document = JSON.parse((await read(path)).text);
      const found = document.verificationMethod.find(({ id }: { id: string }) => id === url);
      const one = key ? { '@context': 'https://w3id.org/security/multikey/v1', ...found } : document;
      return { contextUrl: null, documentUrl: url, document: one };
    }
    if (!url.startsWith(ports.baseUrl)) return loadContext(url);
    return { contextUrl: null, documentUrl: url, document: JSON.parse((await read(url)).text) };
  };
  const result = await verifyCredential({
    credential: JSON.parse(credential),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader,
    now: new Date(ports.clock.now()),
    checkStatus,
  });
  return result;
}

const schemaFile = join(
  import.meta.dirname,
  '../fixtures/badges/schema/ob_v3p0_achievementcredential_schema.json',
);
const ajv = new Ajv2019({ strict: false, allErrors: true });
addFormats.default(ajv);
const official = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

/** What the published JSON schema has against a credential; none: it is one. */
export function schemaTroubles(credential: string): readonly string[] {
  official(JSON.parse(credential));
  return (official.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
