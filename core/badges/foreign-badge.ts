import type { ForeignBadgeId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** A badge that somebody got elsewhere, kept with what our verifier said of it. Unique by (person, subject). */
export interface ForeignBadge {
  readonly id: ForeignBadgeId;
  readonly revision: number;
  readonly person: PersonId;
  /** Id of the assertion or credential: its address, or a name of its own. */
  readonly subject: string;
  /** `2.0`, `3.0`, or an older one. */
  readonly openBadges: string;
  /** In the issuer's words: true only as far as the verdict says. */
  readonly shown: {
    readonly name: string;
    readonly description: string | null;
    readonly issuer: { readonly id: string; readonly name: string; readonly url: string | null };
    readonly issuedAt: Instant | null;
    readonly expiresAt: Instant | null;
  };
  readonly verdict: 'valid' | 'expired' | 'revoked' | 'changed' | 'withdrawn' | 'unknown';
  /** In its issuer's words; null: it was not revoked, or they gave none. */
  readonly reason: string | null;
  /** Issued to an address that they have verified here; false: nobody can tell whose it is. */
  readonly isTheirs: boolean;
  /** The document as it came, to be checked again; null: it stands at its own address. */
  readonly document: string | null;
  readonly at: Instant;
  readonly checkedAt: Instant;
  /** Null: it is in the wallet. */
  readonly removedAt: Instant | null;
}
