import type { OrganiserId } from '../../core/ids.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import { textFor } from '../../core/texts.ts';
import type { Addresses } from './addresses.ts';
import { Profile } from './schema.ts';

/** The organiser as issuer; null while it has no url or no e-mail. */
export function profile(
  at: Addresses,
  organiser: Pick<Organiser, 'id' | 'name' | 'url' | 'email' | 'about' | 'logo'>,
): Profile | null {
  if (!organiser.url || !organiser.email) return null;
  return Profile.parse({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Profile',
    id: at.issuer(organiser.id),
    name: organiser.name,
    url: organiser.url,
    email: organiser.email,
    ...(organiser.about ? { description: textFor(organiser.about, []).text } : {}),
    ...(organiser.logo ? { image: at.issuerLogo(organiser.id) } : {}),
    related: inNewerForm(at, organiser.id),
  });
}

/** The address of its DID document, not the DID: 1EdTech's validator refuses that, with all its badges. */
export const inNewerForm = (at: Addresses, id: OrganiserId) => [
  {
    type: ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile'],
    id: at.didDocument(id),
    version: 'Open Badges v3p0',
  },
];
