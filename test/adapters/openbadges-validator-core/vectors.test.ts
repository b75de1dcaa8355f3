import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContext } from '../../../adapters/badges/openbadges-validator-core/index.ts';
import {
  canonical,
  isEd25519Signature,
  keyOfMultibase,
  signatureOf,
  signedBytes,
} from '../../../adapters/badges/openbadges-validator-core/signatures.ts';

const folder = join(import.meta.dirname, '../../fixtures/badges');
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const vector = (path: string) => read(`w3c-vc-di-eddsa/${path}`);
const examples = JSON.parse(read('contexts/credentials-examples-v2.jsonld'));

/** The bundled contexts, and the one that only the published examples use. */
const load: typeof loadContext = async (url) =>
  url === 'https://www.w3.org/ns/credentials/examples/v2'
    ? { contextUrl: null, documentUrl: url, document: examples }
    : loadContext(url);

describe('The test vectors of the W3C', () => {
  it.each([
    ['eddsa-rdfc-2022', 'DataInt'],
    ['Ed25519Signature2020', 'EdSig'],
  ])('%s: every value on the way, and the signature', async (suite, name) => {
    const signed = JSON.parse(vector(`${suite}/signed${name}.json`));
    const { proof, ...unsigned } = signed;
    const { proofValue, ...options } = proof;
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

    const document = await canonical(unsigned, load);
    const config = await canonical({ '@context': signed['@context'], ...options }, load);
    const bytes = await signedBytes(signed, proof, load);
    const key = keyOfMultibase(JSON.parse(vector('keyPair.json')).publicKeyMultibase);
    const signature = signatureOf(proofValue);

    expect(document).toBe(vector(`${suite}/canonDoc${name}.txt`));
    expect(config).toBe(vector(`${suite}/proofCanon${name}.txt`));
    expect(sha256(document)).toBe(vector(`${suite}/docHash${name}.txt`));
    expect(sha256(config)).toBe(vector(`${suite}/proofHash${name}.txt`));
    expect(Buffer.from(bytes).toString('hex')).toBe(vector(`${suite}/combinedHash${name}.txt`));
    expect(Buffer.from(signature ?? []).toString('hex')).toBe(vector(`${suite}/sigHex${name}.txt`));
    expect(key && signature && isEd25519Signature(key, bytes, signature)).toBe(true);
  });
});

describe('The bundled contexts', () => {
  it.each([
    ['https://purl.imsglobal.org/spec/ob/v3p0/context.json', 'ob-v3p0.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json', 'ob-v3p0-3.0.1.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json', 'ob-v3p0-3.0.2.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'ob-v3p0-3.0.3.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/extensions.json', 'ob-v3p0-extensions.json'],
    ['https://www.w3.org/ns/credentials/v2', 'credentials-v2.jsonld'],
    ['https://www.w3.org/2018/credentials/v1', '2018-credentials-v1.jsonld'],
    ['https://w3id.org/security/data-integrity/v1', 'data-integrity-v1.jsonld'],
    ['https://w3id.org/security/data-integrity/v2', 'data-integrity-v2.jsonld'],
    ['https://w3id.org/security/suites/ed25519-2020/v1', 'security-suites-ed25519-2020-v1.jsonld'],
  ])('%s is as published', async (url, file) => {
    const { document } = await loadContext(url);

    expect(JSON.parse(JSON.stringify(document))).toEqual(JSON.parse(read(`contexts/3.0/${file}`)));
  });

  it('are all that there are', async () => {
    await expect(loadContext('https://www.w3.org/ns/credentials/undefined-terms/v2')).rejects.toThrow();
    await expect(loadContext('https://elsewhere.example/context.json')).rejects.toThrow();
  });
});
