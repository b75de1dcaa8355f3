import type { ShownItem } from '../../core/badges/shown-evidence.ts';
import type { Instant } from '../../core/instant.ts';
import type { AwardFacts } from '../../core/ports/badge-press.ts';
import { textFor } from '../../core/texts.ts';
import type { Addresses } from './addresses.ts';
import { Assertion, GoneAssertion } from './schema.ts';

/**
 * A hosted assertion.
 * @throws when the award was never issued
 */
export function assertion(at: Addresses, { award, reviewers, evidence }: AwardFacts): Assertion {
  if (!award.issuedAt) throw new Error('An award that was not issued has no assertion');
  const narrative = narrativeOf(reviewers);
  return Assertion.parse({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: at.award(award.address),
    recipient: {
      type: award.recipient.type,
      hashed: true,
      salt: award.recipient.salt,
      identity: award.recipient.identity,
    },
    badge: at.badge(award.badge, award.badgeVersion),
    verification: { type: 'HostedBadge' },
    issuedOn: toSeconds(award.issuedAt),
    ...(award.expiresAt ? { expires: toSeconds(award.expiresAt) } : {}),
    image: `${at.award(award.address)}.png`,
    ...(narrative ? { narrative } : {}),
    ...(evidence.length > 0 ? { evidence: evidenceOf(at, award, evidence) } : {}),
  });
}

/** Only that it is gone, and why. */
export function goneAssertion(at: Addresses, { award }: Pick<AwardFacts, 'award'>): GoneAssertion {
  return GoneAssertion.parse({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: at.award(award.address),
    revoked: true,
    revocationReason: award.revoked?.reason ?? 'Withdrawn',
  });
}

/** Some readers stumble over fractions of a second. */
export const toSeconds = (moment: Instant): string => moment.replace(/\.\d{3}Z$/, 'Z');

/** English, as every machine form that has one text only: "Reviewed by 2 peers and 1 organiser." */
export function narrativeOf({ peers, organisers }: AwardFacts['reviewers']): string | null {
  const by = [counted(peers, 'peer'), counted(organisers, 'organiser')].filter((part) => part !== null);
  return by.length > 0 ? `Reviewed by ${by.join(' and ')}.` : null;
}

const counted = (count: number, word: string): string | null =>
  count > 0 ? `${count} ${word}${count > 1 ? 's' : ''}` : null;

/** Words and addresses. Files are left out: their names may tell whose they are. */
export const evidenceOf = (
  at: Addresses,
  { address }: Pick<AwardFacts['award'], 'address'>,
  evidence: AwardFacts['evidence'],
) =>
  evidence.map(({ id, name, items }) => {
    const narrative = items.map(wordsOf).filter(Boolean).join('\n\n');
    return {
      id: `${at.award(address)}#${id}`,
      name: textFor(name, []).text,
      ...(narrative ? { narrative } : {}),
    };
  });

function wordsOf(item: ShownItem): string {
  if (item.kind === 'text') return item.text;
  return item.kind === 'link' ? item.url : (item.alt ?? '');
}
