import type { AwardId, CredentialId, OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Recipient } from './award.ts';

/** What was signed for an award, kept byte for byte under the award's own id. */
export interface Credential {
  readonly id: CredentialId;
  readonly revision: number;
  readonly organiser: OrganiserId;
  /** Open Badges 3.0, JSON; null: its holder was erased. */
  readonly document: string | null;
  /** Of the key that signed it. */
  readonly kid: string;
  readonly signedAt: Instant;
  /** Hashed with a salt of its own: the two forms cannot be told to be for the same person. Null: erased. */
  readonly recipient: Recipient | null;
  /** Open Badges 2.0, signed; null: that was switched off. */
  readonly assertion: SignedAssertion | null;
}

export interface SignedAssertion {
  /** `urn:uuid:…`: signed, it has no address. */
  readonly id: string;
  readonly kid: string;
  /** Null: its holder was erased. Its id stays, so that it stands among what was revoked. */
  readonly jws: string | null;
}

/** That of an award. */
// The brand tells the two ids apart for the compiler only.
export const credentialOf = ({ id }: { readonly id: AwardId }): CredentialId => id as string as CredentialId;

/** Nothing of what it said stays. */
export const emptied = (credential: Credential): Credential => ({
  ...credential,
  document: null,
  recipient: null,
  assertion: credential.assertion && { ...credential.assertion, jws: null },
});
