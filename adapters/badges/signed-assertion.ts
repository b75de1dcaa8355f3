import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { IssuerKey } from '../../core/badges/issuer-key.ts';
import type { OrganiserId } from '../../core/ids.ts';
import type { AwardFacts } from '../../core/ports/badge-press.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import type { Addresses } from './addresses.ts';
import { assertion } from './assertion.ts';
import { openKey } from './keys.ts';

/** An assertion that carries its own proof; it has no address, and no picture. @param known its id; null: one is drawn */
export function signedAssertion(
  at: Addresses,
  secrets: Secrets,
  facts: AwardFacts,
  {
    organiser,
    key,
    known,
  }: { readonly organiser: OrganiserId; readonly key: IssuerKey; readonly known: string | null },
) {
  const { image: _, ...hosted } = assertion(at, facts);
  const id = known ?? `urn:uuid:${randomUUID()}`;
  const { badge, badgeVersion } = facts.award;
  const signed = {
    ...hosted,
    id,
    badge: at.signedBadge(badge, badgeVersion, key.kid),
    verification: { type: 'SignedBadge', creator: at.publicKey(organiser, key.kid) },
  };
  // A text: an object would gain `iat`, which is no word of Open Badges.
  const jws = jwt.sign(JSON.stringify(signed), openKey(secrets, key), { algorithm: 'RS256' });
  return { id, kid: key.kid, jws };
}
