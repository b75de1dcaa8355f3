import type { BadgePress } from '../../core/ports/badge-press.ts';
import { createAddresses } from './addresses.ts';
import { assertion, goneAssertion } from './assertion.ts';
import { badgeClass } from './badge-class.ts';
import { cleanPicture } from './clean-picture.ts';
import { drawing } from './drawing.ts';
import { judgePicture } from './judge-picture.ts';
import { createPictures } from './pictures.ts';
import { profile } from './profile.ts';

/** Fills the port for the public addresses under one site. */
export function createBadgePress({ baseUrl }: { readonly baseUrl: string }): BadgePress {
  const at = createAddresses(baseUrl);
  const pictures = createPictures();
  return {
    judgePicture: async (image) => judgePicture(image),
    cleanPicture,
    drawing,
    picture: pictures.png,
    profile: (organiser) => profile(at, organiser),
    badgeClass: (badge, shown, language) => badgeClass(at, badge, shown, language),
    assertion: (facts) => assertion(at, facts),
    gone: (facts) => goneAssertion(at, facts),
  };
}
