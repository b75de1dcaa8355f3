import type { Explanation } from '../explanation.ts';
import type { AwardId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Visibility } from '../lists.ts';
import type { Award, Recipient } from './award.ts';
import type { Badge } from './badge.ts';
import { expiry } from './expiry.ts';
import { waitsFor } from './judge-award.ts';
import type { Provenance } from './provenance.ts';

/** Who sees a new award and what it was given for, until its holder decides (R27). */
export const firstVisibility = (
  isUnder18: boolean,
): { readonly badgeVisibility: Visibility; readonly evidenceVisibility: Visibility } =>
  isUnder18
    ? { badgeVisibility: 'activity-people', evidenceVisibility: 'nobody' }
    : { badgeVisibility: 'signed-in', evidenceVisibility: 'organiser-people' };

export interface Earning {
  readonly id: AwardId;
  readonly person: PersonId;
  readonly round: number;
  readonly address: string;
  readonly recipient: Recipient;
  readonly isUnder18: boolean;
  readonly provenance: Provenance;
  readonly now: Instant;
}

/** An award that begins: issued where the explanation says yes, else waiting for what it says. */
export const newAward = (badge: Badge, earning: Earning, explanation: Explanation): Award =>
  afterJudging(
    {
      id: earning.id,
      revision: 0,
      badge: badge.id,
      organiser: badge.organiser,
      badgeVersion: badge.version,
      person: earning.person,
      round: earning.round,
      address: earning.address,
      state: 'waiting',
      waitsFor: [],
      earnedAt: earning.provenance.at,
      issuedAt: null,
      expiresAt: null,
      recipient: earning.recipient,
      provenance: [earning.provenance],
      ...firstVisibility(earning.isUnder18),
      releasedAt: null,
      revoked: null,
      flags: [],
    },
    badge,
    explanation,
    earning.now,
  );

/** A waiting award after it was judged again. */
export function afterJudging(award: Award, badge: Badge, explanation: Explanation, now: Instant): Award {
  if (award.state !== 'waiting') return award;
  if (explanation.verdict !== 'yes') return { ...award, waitsFor: waitsFor(explanation) };
  const expiresAt = badge.validFor ? expiry(now, badge.validFor) : null;
  return { ...award, state: 'issued', waitsFor: [], issuedAt: now, expiresAt };
}

/** One more reason for an award that is there already; the same domain event adds nothing twice. */
export const withProvenance = (award: Award, more: Provenance): Award | null =>
  award.provenance.some(({ event }) => event === more.event)
    ? null
    : { ...award, provenance: [...award.provenance, more] };
