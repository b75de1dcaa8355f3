import type { BadgeId, OrganiserId } from '../../core/ids.ts';
import type { Language } from '../../core/texts.ts';

/** Where documents stand. Fixed for ever: awards that were given out name these addresses. */
export interface Addresses {
  issuer(organiser: OrganiserId): string;
  badge(badge: BadgeId, version: number): string;
  badgeIn(badge: BadgeId, version: number, language: Language): string;
  picture(badge: BadgeId, version: number): string;
  award(address: string): string;
}

/** @param baseUrl without a slash at the end */
export function createAddresses(baseUrl: string): Addresses {
  const badge = (id: BadgeId, version: number) => `${baseUrl}/b/badges/${id}-v${version}`;
  return {
    issuer: (organiser) => `${baseUrl}/b/issuers/${organiser}`,
    badge,
    badgeIn: (id, version, language) => `${badge(id, version)}/${language}`,
    picture: (id, version) => `${badge(id, version)}/image.png`,
    award: (address) => `${baseUrl}/b/awards/${address}`,
  };
}
