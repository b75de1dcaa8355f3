import { signerOf } from '../../core/endorsements/endorsement.ts';
import { hasIssuerAddress } from '../../core/organisers/organiser.ts';
import type { BadgeDocument, EndorsementFacts } from '../../core/ports/badge-press.ts';
import { textFor } from '../../core/texts.ts';
import type { Addresses } from './addresses.ts';
import { toSeconds } from './assertion.ts';
import { credentialContexts } from './credential.ts';
import { inNewerForm } from './profile.ts';
import { Profile } from './schema.ts';

const schema =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json';

/** An endorsement as a credential without its proof. */
export function endorsementCredential(
  at: Addresses,
  { endorsement, endorser }: EndorsementFacts,
): Readonly<Record<string, unknown>> {
  const { address, text, signedAt, until, status } = endorsement;
  if (!text || !signedAt || !status) throw new Error('An endorsement that was not written cannot be signed');
  const { organiser, name } = endorser;
  const id = at.endorsement(address);
  return {
    '@context': [...credentialContexts],
    id: `${id}/credential`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: `Endorsement by ${name}`,
    issuer: {
      id: at.did(signerOf(endorsement)),
      type: ['Profile'],
      name,
      ...(organiser?.url ? { url: organiser.url } : {}),
      ...(organiser?.email ? { email: organiser.email } : {}),
    },
    validFrom: toSeconds(signedAt),
    ...(until ? { validUntil: toSeconds(until) } : {}),
    credentialSubject: {
      id: subjectOf(at, endorsement, '3.0'),
      type: ['EndorsementSubject'],
      endorsementComment: textFor(text, []).text,
    },
    credentialSchema: [{ id: schema, type: '1EdTechJsonSchemaValidator2019' }],
    credentialStatus: {
      id: `${at.status(status.list)}#${status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(status.index),
      statusListCredential: at.status(status.list),
    },
  };
}

/** Who runs the site: letters to who has no account go through them. */
export type Contact = { readonly email: string } | null;

/**
 * Who stands behind something without an account, as an issuer of 2.0: named as they signed. Their address is nobody's
 * business, so the one that 2.0 asks for is that of who runs the site. Null: nobody is named who does.
 */
export function endorserProfile(
  at: Addresses,
  contact: Contact,
  { endorsement, endorser: { name } }: Omit<EndorsementFacts, 'signedAt'>,
): Profile | null {
  if (!contact) return null;
  const id = signerOf(endorsement);
  return Profile.parse({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Profile',
    id: at.issuer(id),
    name,
    url: at.endorsement(endorsement.address),
    email: contact.email,
    description: 'Endorsed without an account here. Letters reach them through who runs this site.',
    related: inNewerForm(at, id),
  });
}

/** The same, hosted. Null: 2.0 asks an e-mail and an address of its issuer. */
export function endorsementDocument(
  at: Addresses,
  contact: Contact,
  { endorsement, endorser }: Omit<EndorsementFacts, 'signedAt'>,
): BadgeDocument | null {
  const { address, text, signedAt } = endorsement;
  const isIssuer = endorser.organiser ? hasIssuerAddress(endorser.organiser) : contact !== null;
  if (!text || !signedAt || !isIssuer) return null;
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Endorsement',
    id: at.endorsement(address),
    claim: { id: subjectOf(at, endorsement, '2.0'), endorsementComment: textFor(text, []).text },
    issuer: at.issuer(signerOf(endorsement)),
    issuedOn: toSeconds(signedAt),
    verification: { type: 'HostedBadge' },
  };
}

export const goneEndorsement = (at: Addresses, address: string, reason: string): BadgeDocument => ({
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Endorsement',
  id: at.endorsement(address),
  revoked: true,
  revocationReason: reason,
});

/** What somebody stands behind: of a badge the version that it was then. */
function subjectOf(
  at: Addresses,
  { object, coversVersion }: EndorsementFacts['endorsement'],
  form: '2.0' | '3.0',
): string {
  switch (object.kind) {
    case 'badge':
      return form === '2.0'
        ? at.badge(object.id, coversVersion ?? 1)
        : at.achievement(object.id, coversVersion ?? 1);
    case 'organiser':
      return form === '2.0' ? at.issuer(object.id) : at.did(object.id);
    case 'activity':
      return at.page(`/app/activities/${object.id}`);
    case 'playlist':
      return at.page(`/app/playlists/${object.id}`);
  }
}
