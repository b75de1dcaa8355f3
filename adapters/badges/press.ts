import type { BadgeDocument, BadgePress } from '../../core/ports/badge-press.ts';
import { createAddresses } from './addresses.ts';
import { assertion, goneAssertion } from './assertion.ts';
import { badgeClass, signedBadgeClass } from './badge-class.ts';
import { createBaked } from './baked.ts';
import { cleanPicture } from './clean-picture.ts';
import { achievement, credentialContexts } from './credential.ts';
import { didDocument } from './did.ts';
import { drawing } from './drawing.ts';
import { type Contact, endorsementDocument, endorserProfile, goneEndorsement } from './endorsement.ts';
import { judgePicture } from './judge-picture.ts';
import { createPictures } from './pictures.ts';
import { profile } from './profile.ts';
import { cryptographicKey, revocationList, signingProfile } from './signing-profile.ts';

/** Fills the port for the public addresses under one site. */
export function createBadgePress(parts: {
  readonly baseUrl: string;
  /** Who runs the site; null: nobody is named. */
  readonly operator: Contact;
}): BadgePress {
  const { baseUrl, operator } = parts;
  const at = createAddresses(baseUrl);
  const pictures = createPictures();
  const baked = createBaked(pictures.png);
  return {
    judgePicture: async (image) => judgePicture(image),
    cleanPicture,
    drawing,
    picture: pictures.png,
    profile: (organiser) => profile(at, organiser),
    badgeClass: (badge, shown, language) => badgeClass(at, badge, shown, language),
    assertion: (facts) => assertion(at, facts),
    gone: (facts) => goneAssertion(at, facts),
    endorsement: (facts) => endorsementDocument(at, operator, facts),
    endorserProfile: (facts) => endorserProfile(at, operator, facts),
    goneEndorsement: ({ address }, reason) => goneEndorsement(at, address, reason),
    endorsementAddress: ({ address }) => at.endorsement(address),
    achievement: (badge, shown, kind) => ({
      '@context': credentialContexts,
      ...achievement(at, badge, shown, kind),
    }),
    did: (organiser, keys) => didDocument(at, organiser, keys),
    signingProfile: (organiser, key) => signingProfile(at, organiser, key),
    signedBadgeClass: (badge, shown, { kid }) => signedBadgeClass(at, badge, shown, kid),
    publicKey: (key) => cryptographicKey(at, key),
    revocations: (key, revoked) => revocationList(at, key, revoked),
    baked: (image, hosted, signed) => baked.png(image, texts(hosted, signed)),
    bakedDrawing: (image, hosted, signed) => baked.svg(image, texts(hosted, signed)),
  };
}

const texts = (hosted: BadgeDocument, credential: string | null) => ({
  assertion: JSON.stringify(hosted),
  credential,
});
