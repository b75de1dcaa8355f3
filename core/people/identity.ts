import type { IdentityId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { IdentityKind } from '../lists.ts';

/**
 * How a tool knows a person. Unique by (kind, tenant, subject); a person has many.
 * For LTI the tenant is the registration: never the issuer alone, never an e-mail.
 */
export interface Identity {
  readonly id: IdentityId;
  readonly revision: number;
  readonly person: PersonId;
  readonly kind: IdentityKind;
  readonly tenant: string;
  readonly subject: string;
  readonly at: Instant;
}
