import type { IssuerKeyId, OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';

export type KeyKind = 'ed25519' | 'rsa';

/** What an organiser's badges are signed with. One of each kind is current; no key is ever removed. */
export interface IssuerKey {
  readonly id: IssuerKeyId;
  readonly revision: number;
  readonly organiser: OrganiserId;
  /** `ed-<year>-<n>` signs credentials, `r<n>` signed assertions; unique at its organiser, and named in what it signed. */
  readonly kid: string;
  readonly kind: KeyKind;
  /** Multibase, `z6Mk…`; of RSA the SPKI as PEM. */
  readonly publicKey: string;
  /** The private half, readable only with the site's secret. */
  readonly sealed: string;
  /**
   * `current` signs. `retired` signs no more, and what it signed stays good. `compromised`: somebody else may have it,
   * so what it signed is good no more.
   */
  readonly state: 'current' | 'retired' | 'compromised';
  readonly since: Instant;
}

export const currentOf = (keys: readonly IssuerKey[], kind: KeyKind): IssuerKey | null =>
  keys.find((key) => key.kind === kind && key.state === 'current') ?? null;

/** The next name that no key of theirs has. */
export function nextKid(keys: readonly IssuerKey[], kind: KeyKind, now: Instant): string {
  const start = kind === 'rsa' ? 'r' : `ed-${now.slice(0, 4)}-`;
  return `${start}${keys.filter(({ kid }) => kid.startsWith(start)).length + 1}`;
}
