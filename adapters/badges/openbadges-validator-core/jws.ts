import {
  constants,
  createHash,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  verify as verifySignature,
} from 'node:crypto';
import { isNode, type Node, parseJson, textOf } from './json.ts';

/** A compact JWS, taken apart; nothing in it is checked yet. */
export interface Jws {
  readonly header: Node;
  readonly payload: Node;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

export const looksLikeJws = (text: string): boolean => /^[\w-]+\.[\w-]*\.[\w-]*$/.test(text.trim());

/** @returns a sentence when it is no JWS over an object */
export function parseJws(compact: string): Jws | string {
  const parts = compact.trim().split('.');
  const [header, payload, signature] = parts.map(bytesOf);
  if (parts.length !== 3 || !header || !payload || !signature) return 'It is no compact JWS';
  const head = parseJson(textOf(header) ?? '');
  const body = parseJson(textOf(payload) ?? '');
  if (!isNode(head.value)) return `The header of the JWS is not taken: ${head.wrong ?? 'no object'}`;
  if (!isNode(body.value)) return `The payload of the JWS is not taken: ${body.wrong ?? 'no object'}`;
  const signed = Buffer.from(`${parts[0]}.${parts[1]}`, 'latin1');
  return { header: head.value, payload: body.value, signed, signature };
}

/** Base64url that could not be written in another way; null: it could, or it is none. */
export function bytesOf(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

export type JwsAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

/** What a key signs with; null: none of ours, or an RSA key of less than 2048 bits. */
export function algorithmOf(key: KeyObject): JwsAlgorithm | null {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA';
  if (key.asymmetricKeyType === 'rsa') return modulusLength >= 2048 ? 'RS256' : null;
  return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1' ? 'ES256' : null;
}

/** The algorithm is the key's; the header only may not say another. */
export function isSignedBy(key: KeyObject, { header, signed, signature }: Jws): boolean {
  const algorithm = algorithmOf(key);
  if (!algorithm || header['alg'] !== algorithm || 'crit' in header) return false;
  if (algorithm === 'EdDSA') return verifySignature(null, signed, key, signature);
  if (algorithm === 'ES256')
    return (
      signature.length === 64 &&
      verifySignature('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)
    );
  return verifySignature('sha256', signed, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
}

/** @returns null when it is no public key */
export function keyOfPem(pem: unknown): KeyObject | null {
  if (typeof pem !== 'string' || pem.length > 20_000 || pem.includes('PRIVATE')) return null;
  return made(() => createPublicKey(pem));
}

/** @returns null when it is no public key; one that tells its secret is none */
export function keyOfJwk(jwk: unknown): KeyObject | null {
  if (!isNode(jwk) || 'd' in jwk) return null;
  // What a JWK may hold is found out by making a key of it.
  return made(() => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }));
}

function made(make: () => KeyObject): KeyObject | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** The same for equal keys, however they were written (RFC 7638). */
export function thumbprint(key: KeyObject): string {
  const { kty, crv, x, y, n, e } = key.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, e, kty, n, x, y })).digest('base64url');
}
