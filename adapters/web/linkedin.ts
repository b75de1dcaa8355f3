import type { AwardView } from '../../core/badges/award-view.ts';
import { textFor } from '../../core/texts.ts';

/** Fills in LinkedIn's own form for a certificate; nothing is sent before its owner does. Only for what anyone may see. */
export function linkedInAddress(
  { award, earned, organiser }: AwardView,
  url: string,
  language: string,
): string {
  const issued = new Date(award.issuedAt ?? award.earnedAt);
  const fields = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: textFor(earned.name, [language]).text,
    organizationName: organiser.name,
    issueYear: String(issued.getUTCFullYear()),
    issueMonth: String(issued.getUTCMonth() + 1),
    certUrl: url,
    certId: award.address,
  });
  if (award.expiresAt) {
    const ends = new Date(award.expiresAt);
    fields.set('expirationYear', String(ends.getUTCFullYear()));
    fields.set('expirationMonth', String(ends.getUTCMonth() + 1));
  }
  return `https://www.linkedin.com/profile/add?${fields}`;
}
