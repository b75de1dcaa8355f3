import type { IssuerKey } from '../../core/badges/issuer-key.ts';
import type { RevokedAssertion } from '../../core/ports/badge-press.ts';
import type { Addresses } from './addresses.ts';
import { profile } from './profile.ts';
import { CryptographicKey, Profile, RevocationList } from './schema.ts';

const context = 'https://w3id.org/openbadges/v2';

type Key = Pick<IssuerKey, 'organiser' | 'kid' | 'publicKey'>;

/**
 * The organiser as issuer of signed assertions, a profile for each key: 1EdTech's validator refuses all badges of a
 * profile with two. Null without url or e-mail.
 */
export function signingProfile(
  at: Addresses,
  organiser: Parameters<typeof profile>[1],
  { kid }: Key,
): Profile | null {
  const main = profile(at, organiser);
  if (!main) return null;
  const { related: _, ...same } = main;
  return Profile.parse({
    ...same,
    id: at.signedIssuer(organiser.id, kid),
    publicKey: at.publicKey(organiser.id, kid),
    revocationList: at.revocations(organiser.id, kid),
  });
}

export const cryptographicKey = (at: Addresses, { organiser, kid, publicKey }: Key): CryptographicKey =>
  CryptographicKey.parse({
    '@context': context,
    type: 'CryptographicKey',
    id: at.publicKey(organiser, kid),
    owner: at.signedIssuer(organiser, kid),
    publicKeyPem: publicKey,
  });

/** 1EdTech's validator overlooks a list of one: these two, which no assertion has, are always in it. */
const nobody = ['00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-4fff-8fff-ffffffffffff'].map((id) => ({
  id: `urn:uuid:${id}`,
  reason: 'No assertion has this number',
}));

export const revocationList = (
  at: Addresses,
  { organiser, kid }: Key,
  revoked: readonly RevokedAssertion[],
): RevocationList =>
  RevocationList.parse({
    '@context': context,
    type: 'RevocationList',
    id: at.revocations(organiser, kid),
    issuer: at.signedIssuer(organiser, kid),
    revokedAssertions: [...nobody, ...revoked].map(({ id, reason }) => ({ id, revocationReason: reason })),
  });
