import type { BadgeImage } from '../badges/badge.ts';
import type { LocationId, OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { OrganiserKind } from '../lists.ts';
import type { Language, Texts } from '../texts.ts';

/** Who offers activities and stands behind badges. */
export interface Organiser {
  readonly id: OrganiserId;
  readonly revision: number;
  /** `[a-z0-9-]{2,64}`, unique. */
  readonly slug: string;
  readonly kind: OrganiserKind;
  /** 1..120 characters. */
  readonly name: string;
  /** Null: network-wide. */
  readonly home: LocationId | null;
  /** Null: its awards wait, for no badge is valid without an issuer's address and e-mail. */
  readonly url: string | null;
  readonly email: string | null;
  readonly about: Texts | null;
  /** Null or left out: it has none yet. */
  readonly logo?: BadgeImage | null;
  readonly languages: readonly Language[];
  readonly verification: Verification;
  readonly openedAt: Instant;
}

export type Verification =
  | 'unverified'
  | 'requested'
  | 'documents-asked'
  | 'verified'
  | 'refused'
  | 'suspended';

/** No badge is valid without its issuer's web address and e-mail. */
export const hasIssuerAddress = ({ url, email }: Pick<Organiser, 'url' | 'email'>): boolean =>
  url !== null && email !== null;

/** What everybody who sees their things may know. */
export interface OrganiserSummary extends Pick<Organiser, 'id' | 'slug' | 'name' | 'url'> {
  readonly isVerified: boolean;
  readonly hasLogo: boolean;
}

export const summaryOf = ({ id, slug, name, url, verification, logo }: Organiser): OrganiserSummary => ({
  id,
  slug,
  name,
  url,
  isVerified: verification === 'verified',
  hasLogo: Boolean(logo),
});
