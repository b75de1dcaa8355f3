import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { signedBytes } from '../../adapters/badges/openbadges-validator-core/signatures.ts';

type Json = Readonly<Record<string, unknown>>;

/** Who issues in tests: somebody with a web address, or `did:web`, whose document lists one key. */
export interface TestIssuer {
  readonly id: string;
  readonly method: string;
  readonly multibase: string;
  readonly key: KeyObject;
  /** As it lies at the issuer's address. */
  readonly document: Json;
}

export function aTestIssuer(id = 'https://issuer.example/i'): TestIssuer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  // An Ed25519 JWK has its 32 bytes in `x`.
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const multibase = `z${toBase58(Buffer.concat([Buffer.from('ed01', 'hex'), raw]))}`;
  const method = `${id}#key-1`;
  const document = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id,
    verificationMethod: [{ id: method, type: 'Multikey', controller: id, publicKeyMultibase: multibase }],
    assertionMethod: [method],
  };
  return { id, method, multibase, key: privateKey, document };
}

export const ob3Context = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

/** An award of *Future maker*, unsigned. @param more replaces what stands there */
export function aCredential({ id: issuer }: Pick<TestIssuer, 'id'>, more: Json = {}): Json {
  return {
    '@context': ob3Context,
    id: 'https://issuer.example/awards/1/credential',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Future maker',
    issuer: { id: issuer, type: ['Profile'], name: 'Mladi zmaji' },
    validFrom: '2025-10-15T16:05:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          identityType: 'emailAddress',
          hashed: false,
          identityHash: 'luka@example.org',
        },
      ],
      achievement: {
        id: 'https://issuer.example/badges/future-maker-v1/achievement',
        type: ['Achievement'],
        name: 'Future maker',
        description: 'Explored own skills.',
        criteria: { narrative: 'Finish the three required activities.' },
      },
    },
    ...more,
  };
}

export interface ProofWish {
  readonly method?: string;
  readonly proof?: Json;
}

/** With a proof by that issuer's key. */
export async function signed(
  document: Json,
  issuer: TestIssuer,
  { method = issuer.method, proof: more = {} }: ProofWish = {},
): Promise<Json> {
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2025-10-15T16:05:00Z',
    verificationMethod: method,
    proofPurpose: 'assertionMethod',
    ...more,
  };
  const value = sign(null, await signedBytes(document, proof), issuer.key);
  return { ...document, proof: [{ ...proof, proofValue: `z${toBase58(value)}` }] };
}

/** A compact JWS. @param header its `alg` must be that of the key */
export function jwsOf(payload: Json, key: KeyObject, header: Json): string {
  const part = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(payload)}`;
  const options = header['alg'] === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  const digest = header['alg'] === 'EdDSA' ? null : 'sha256';
  return `${text}.${sign(digest, Buffer.from(text), options).toString('base64url')}`;
}

/** The claims that go with a credential, beside it. */
export function claimsOf(credential: Json): Json {
  // The builder above makes an issuer of this shape.
  const issuer = (credential['issuer'] as { id: string }).id;
  return {
    ...credential,
    iss: issuer,
    jti: credential['id'],
    nbf: Date.parse(String(credential['validFrom'])) / 1000,
  };
}

/** An unsigned status list. @param set indices whose bit is 1 */
export function aStatusList(
  issuer: Pick<TestIssuer, 'id'>,
  set: readonly number[],
  {
    bits = 131_072,
    more = {},
    purpose = 'revocation',
  }: { bits?: number; more?: Json; purpose?: string } = {},
): Json {
  const bytes = Buffer.alloc(bits / 8);
  for (const index of set) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (128 >> (index & 7));
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://issuer.example/status/1',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuer.id,
    validFrom: '2025-10-15T16:05:00Z',
    credentialSubject: {
      id: 'https://issuer.example/status/1#list',
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: `u${gzipSync(bytes).toString('base64url')}`,
    },
    ...more,
  };
}

export const listedAt = (index: number | string, purpose = 'revocation'): Json => ({
  id: `https://issuer.example/status/1#${index}`,
  type: 'BitstringStatusListEntry',
  statusPurpose: purpose,
  statusListIndex: index,
  statusListCredential: 'https://issuer.example/status/1',
});

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export function toBase58(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = alphabet[Number(value % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(Math.max(zeros, 0)) + text;
}
