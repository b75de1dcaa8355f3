import { z } from 'zod';
import { ForeignBadgeId } from '../ids.ts';
import { minuteMs } from '../instant.ts';
import type { Person } from '../people/person.ts';
import type { BadgeVerifier, ShownBadge, VerificationReport } from '../ports/badge-verifier.ts';
import type { ForeignBadge } from './foreign-badge.ts';

export const OwnForeignBadge = z.object({ badge: ForeignBadgeId });
export type OwnForeignBadge = z.infer<typeof OwnForeignBadge>;

export type Presented = Parameters<BadgeVerifier['verify']>[0];

/** Each may lead to twenty requests to other sites. */
export const checks = { of: 'badge-check', most: 20, ms: 15 * minuteMs };

export const isThere = ({ removedAt }: ForeignBadge): boolean => removedAt === null;

/** What can be shown to the verifier again; null: it came in a file, and stands nowhere. */
export function presentedAgain({ document, subject }: ForeignBadge): Presented | null {
  if (document !== null) return { document };
  return /^https?:\/\//i.test(subject) ? { url: subject } : null;
}

export const found = ({ report }: VerificationReport, { gist: _, ...shown }: ShownBadge) => ({
  openBadges: report.openBadgesVersion,
  verdict: report.verdict,
  reason: report.reason,
  shown,
});

/**
 * To an address that they have verified here. Issuers hash an address as they had it, most in small letters, as we
 * keep it.
 */
export async function isIssuedTo(
  verifier: BadgeVerifier,
  input: Presented,
  { emails }: Pick<Person, 'emails'>,
): Promise<boolean> {
  for (const { address, verifiedAt } of emails) {
    if (verifiedAt === null) continue;
    const { report } = await verifier.verify(input, { email: address });
    if (report.recipientProfile) return true;
  }
  return false;
}
