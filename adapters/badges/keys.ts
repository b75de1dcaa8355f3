import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { IssuerKey, KeyKind } from '../../core/badges/issuer-key.ts';
import type { OrganiserId } from '../../core/ids.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import { multibase } from './base58.ts';

const generate = promisify(generateKeyPair);
/** What says in a multikey that it is Ed25519. */
const ed25519 = Buffer.from('ed01', 'hex');

/** A new pair, its private half sealed for this organiser and name only. */
export async function makeKey(
  secrets: Secrets,
  organiser: OrganiserId,
  kind: KeyKind,
  kid: string,
): Promise<Pick<IssuerKey, 'publicKey' | 'sealed'>> {
  const { publicKey, privateKey } =
    kind === 'rsa'
      ? await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
      : await generate('ed25519');
  return {
    publicKey: publicForm(publicKey, kind),
    sealed: secrets.seal(privateForm(privateKey, kind), purposeOf(organiser, kid)),
  };
}

/**
 * The private half, for one signature.
 * @throws when the site's secret is another than the one it was sealed with
 */
export function openKey(secrets: Secrets, { organiser, kind, kid, sealed }: IssuerKey): KeyObject {
  const opened = Buffer.from(secrets.open(sealed, purposeOf(organiser, kid)));
  return kind === 'rsa'
    ? createPrivateKey({ key: opened, format: 'der', type: 'pkcs8' })
    : createPrivateKey({ key: JSON.parse(opened.toString()), format: 'jwk' });
}

const purposeOf = (organiser: OrganiserId, kid: string): string => `issuer-key/${organiser}/${kid}`;

/** An Ed25519 key is read from its JWK in a twentieth of the time that PKCS #8 takes: it is opened for every badge. */
const privateForm = (key: KeyObject, kind: KeyKind): Buffer =>
  kind === 'rsa'
    ? key.export({ format: 'der', type: 'pkcs8' })
    : Buffer.from(JSON.stringify(key.export({ format: 'jwk' })));

function publicForm(key: KeyObject, kind: KeyKind): string {
  if (kind === 'rsa') return key.export({ format: 'pem', type: 'spki' }).toString();
  // An Ed25519 JWK has its 32 bytes in `x`.
  return multibase(Buffer.concat([ed25519, Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')]));
}
