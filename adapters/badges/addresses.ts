import type { IssuerKey } from '../../core/badges/issuer-key.ts';
import type { BadgeId, OrganiserId } from '../../core/ids.ts';
import type { Language } from '../../core/texts.ts';

/** Where documents stand. Fixed for ever: awards that were given out name these addresses. */
export interface Addresses {
  issuer(organiser: OrganiserId): string;
  issuerLogo(organiser: OrganiserId): string;
  badge(badge: BadgeId, version: number): string;
  badgeIn(badge: BadgeId, version: number, language: Language): string;
  picture(badge: BadgeId, version: number): string;
  award(address: string): string;
  /** `did:web:…`: who an issuer is in credentials. */
  did(organiser: OrganiserId): string;
  didDocument(organiser: OrganiserId): string;
  /** The public half of a key in the DID document. */
  method(key: Pick<IssuerKey, 'organiser' | 'kid'>): string;
  achievement(badge: BadgeId, version: number): string;
  credential(address: string): string;
  status(list: number): string;
  endorsement(address: string): string;
  /** A page of this site about something that is no badge. */
  page(path: string): string;
  /** Of the signed 2.0 form: a profile for each key, so that each has but one. */
  signedIssuer(organiser: OrganiserId, kid: string): string;
  publicKey(organiser: OrganiserId, kid: string): string;
  revocations(organiser: OrganiserId, kid: string): string;
  signedBadge(badge: BadgeId, version: number, kid: string): string;
}

/** @param baseUrl without a slash at the end */
export function createAddresses(baseUrl: string): Addresses {
  const badge = (id: BadgeId, version: number) => `${baseUrl}/b/badges/${id}-v${version}`;
  const issuer = (organiser: OrganiserId) => `${baseUrl}/b/issuers/${organiser}`;
  // A colon separates the parts of a DID, so that of a port is written as its number.
  const did = (organiser: OrganiserId) =>
    `did:web:${new URL(baseUrl).host.replace(':', '%3A')}:b:issuers:${organiser}`;
  const award = (address: string) => `${baseUrl}/b/awards/${address}`;
  const signedIssuer = (organiser: OrganiserId, kid: string) => `${issuer(organiser)}/signed/${kid}`;
  return {
    issuer,
    issuerLogo: (organiser) => `${issuer(organiser)}/image.png`,
    badge,
    badgeIn: (id, version, language) => `${badge(id, version)}/${language}`,
    picture: (id, version) => `${badge(id, version)}/image.png`,
    award,
    did,
    didDocument: (organiser) => `${issuer(organiser)}/did.json`,
    method: ({ organiser, kid }) => `${did(organiser)}#${kid}`,
    achievement: (id, version) => `${badge(id, version)}/achievement`,
    credential: (address) => `${award(address)}/credential`,
    endorsement: (address) => `${baseUrl}/b/endorsements/${address}`,
    page: (path) => `${baseUrl}${path}`,
    status: (list) => `${baseUrl}/b/status/${list}`,
    signedIssuer,
    publicKey: (organiser, kid) => `${signedIssuer(organiser, kid)}/key`,
    revocations: (organiser, kid) => `${signedIssuer(organiser, kid)}/revocations`,
    signedBadge: (id, version, kid) => `${badge(id, version)}/signed/${kid}`,
  };
}
