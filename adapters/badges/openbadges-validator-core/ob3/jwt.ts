import type { KeyObject } from 'node:crypto';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { algorithmOf, isSignedBy, type Jws, keyOfJwk, thumbprint } from '../jws.ts';
import { isWebUrl, momentOf } from '../kinds.ts';
import { quoted } from '../report.ts';
import { findKey } from './binding.ts';
import { keysOf } from './issuer-keys.ts';

const claims = ['iss', 'jti', 'nbf', 'exp', 'sub', 'iat', 'aud'];

/** The credential that a JWT carries: its payload, or after Credentials 1.1 what lies in `vc`. */
export function credentialIn({ payload }: Jws): Node {
  const inner = payload['vc'];
  if (isNode(inner)) return inner;
  return Object.fromEntries(Object.entries(payload).filter(([key]) => !claims.includes(key)));
}

/** @returns whether the signature is good, of a key that is the issuer's */
export async function checkJwt(inquiry: Inquiry, jws: Jws, issuer: string, id: string): Promise<boolean> {
  const { findings } = inquiry;
  const before = findings.errorCount;
  const { alg, typ, crit } = jws.header;
  const wrong = (says: string, means?: 'changed') =>
    findings.error('VERIFY_PROOF', says, { node: id, ...(means ? { means } : {}) });
  if (typ !== undefined && typ !== 'JWT') wrong(`The JWT says it is ${quoted(typ)}`);
  if (crit !== undefined) wrong('The JWT asks for something that is not supported');
  if (alg !== 'RS256' && alg !== 'ES256' && alg !== 'EdDSA')
    wrong(`The JWT is signed with ${quoted(alg)}, which is not taken`);
  else {
    const key = await keyFor(inquiry, jws, issuer, id);
    if (key && !algorithmOf(key)) wrong('The key is of a kind or size that is not taken');
    else if (key && !isSignedBy(key, jws))
      wrong('Its signature does not fit: it was changed, or another key signed', 'changed');
  }
  return findings.errorCount === before;
}

async function keyFor(
  inquiry: Inquiry,
  { header }: Jws,
  issuer: string,
  id: string,
): Promise<KeyObject | null> {
  const { findings } = inquiry;
  const { jwk, kid } = header;
  if (jwk !== undefined) return checkJwk(inquiry, jwk, issuer, id);
  if (typeof kid !== 'string') {
    const says = 'The JWT names no key: neither kid nor jwk';
    findings.error('RESOLVE_VERIFICATION_METHOD', says, { node: id, prop: 'kid' });
    return null;
  }
  // A set of keys that lies with the issuer is the issuer's. A DID names its keys in its own document, and nowhere else:
  // several issuers may live on one site.
  const isBare = isWebUrl(kid) && isWebUrl(issuer) && originOf(kid) === originOf(issuer);
  const bare = isBare ? await bareKey(inquiry, kid) : null;
  return bare ?? findKey(inquiry, kid.startsWith('#') ? issuer + kid : kid, issuer, id);
}

/** Anybody can write a key into a header; it counts when the issuer's document lists the same. */
async function checkJwk(
  { findings, world, now }: Inquiry,
  jwk: unknown,
  issuer: string,
  id: string,
): Promise<KeyObject | null> {
  const key = keyOfJwk(jwk);
  if (!key) {
    findings.error('RESOLVE_VERIFICATION_METHOD', 'The key in the header of the JWT is no public key', {
      node: id,
      prop: 'jwk',
    });
    return null;
  }
  const keys = await keysOf(world, issuer, now);
  const print = thumbprint(key);
  const isListed =
    typeof keys !== 'string' &&
    keys.some(
      (one) => one.isForAssertions && one.controller === issuer && one.key && thumbprint(one.key) === print,
    );
  if (!isListed) {
    const because = typeof keys === 'string' ? ` (${keys})` : '';
    findings.error(
      'VERIFY_KEY_BINDING',
      `The issuer does not list the key in the header of the JWT${because}`,
      {
        node: id,
        prop: 'jwk',
      },
    );
  }
  return key;
}

const originOf = (url: string): string => new URL(url).origin;

/** A JWK, or the one of a set that the fragment names; null: something else lies there. */
async function bareKey({ world }: Inquiry, kid: string): Promise<KeyObject | null> {
  const [url = '', name] = kid.split('#');
  const found = await world.look(url);
  if (found.is !== 'json') return null;
  const set = listOf(found.node['keys']).filter(isNode);
  const one = set.length === 1 ? set[0] : set.find((key) => key['kid'] === name || key['kid'] === kid);
  return keyOfJwk(one ?? found.node);
}

/** What the JWT says about the credential must be what the credential says about itself. */
export function checkClaims({ findings }: Inquiry, { payload }: Jws, credential: Node, issuer: string): void {
  const id = typeof credential['id'] === 'string' ? credential['id'] : '';
  const wrong = (claim: string, says: string) =>
    findings.error('VERIFY_JWT_CLAIMS', `The claim ${claim} ${says}`, { node: id, prop: claim });
  const from = secondsOf(credential['validFrom'] ?? credential['issuanceDate']);
  const until = secondsOf(credential['validUntil'] ?? credential['expirationDate']);
  const [subject] = listOf(credential['credentialSubject']).filter(isNode);

  for (const claim of ['iss', 'jti', 'nbf']) if (payload[claim] === undefined) wrong(claim, 'is missing');
  if (payload['iss'] !== undefined && payload['iss'] !== issuer) wrong('iss', 'is not the issuer');
  if (payload['jti'] !== undefined && payload['jti'] !== credential['id']) wrong('jti', 'is not the id');
  if (payload['nbf'] !== undefined && payload['nbf'] !== from) wrong('nbf', 'is not validFrom');
  if (payload['exp'] !== undefined ? payload['exp'] !== until : until !== null)
    wrong('exp', 'is not validUntil');
  if (payload['sub'] === undefined)
    findings.warn('VERIFY_JWT_CLAIMS', 'The claim sub is missing', { node: id, prop: 'sub' });
  else if (payload['sub'] !== subject?.['id']) wrong('sub', 'is not the subject');
}

function secondsOf(moment: unknown): number | null {
  const at = momentOf(moment);
  return at === null ? null : Math.floor(at / 1000);
}
