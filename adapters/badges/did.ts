import type { IssuerKey } from '../../core/badges/issuer-key.ts';
import type { OrganiserId } from '../../core/ids.ts';
import type { Addresses } from './addresses.ts';

/** Who an organiser is, and which keys are theirs: found from `did:web:…` without asking anybody else. */
export function didDocument(at: Addresses, organiser: OrganiserId, keys: readonly IssuerKey[]) {
  const id = at.did(organiser);
  const own = keys.filter(({ kind }) => kind === 'ed25519');
  // What a stolen key signed says nothing; that it was theirs is still so.
  const trusted = own.filter(({ state }) => state !== 'compromised');
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id,
    alsoKnownAs: [at.issuer(organiser)],
    ...(own.length > 0
      ? {
          verificationMethod: own.map(({ kid, publicKey }) => ({
            id: `${id}#${kid}`,
            type: 'Multikey',
            controller: id,
            publicKeyMultibase: publicKey,
          })),
        }
      : {}),
    ...(trusted.length > 0 ? { assertionMethod: trusted.map(({ kid }) => `${id}#${kid}`) } : {}),
  };
}
