import type { ClaimCode, ClaimUse } from '../../core/badges/claim-code.ts';
import type { ForeignBadge } from '../../core/badges/foreign-badge.ts';
import type {
  BadgeId,
  ClaimCodeId,
  ClaimUseId,
  ForeignBadgeId,
  OrganiserId,
  PersonId,
} from '../../core/ids.ts';
import { anId } from './ids.ts';
import { monday } from './moments.ts';

/** For whoever has it, as often as they like. */
export function aClaimCode(more: Partial<ClaimCode> = {}): ClaimCode {
  const id = anId<ClaimCodeId>();
  return {
    id,
    revision: 0,
    organiser: anId<OrganiserId>(),
    badge: anId<BadgeId>(),
    leadsTo: 'award',
    digest: `digest of ${id}`,
    sheet: `sheet of ${id}`,
    recipient: null,
    title: null,
    place: null,
    from: null,
    until: null,
    maxUses: null,
    needsApproval: false,
    madeBy: null,
    at: monday,
    endedAt: null,
    ...more,
  };
}

export const aClaimUse = (more: Partial<ClaimUse> = {}): ClaimUse => ({
  id: anId<ClaimUseId>(),
  revision: 0,
  code: anId<ClaimCodeId>(),
  badge: anId<BadgeId>(),
  person: anId<PersonId>(),
  place: null,
  state: 'used',
  at: monday,
  ...more,
});

export function aForeignBadge(more: Partial<ForeignBadge> = {}): ForeignBadge {
  const id = anId<ForeignBadgeId>();
  return {
    id,
    revision: 0,
    person: anId<PersonId>(),
    subject: `https://badges.example/${id}`,
    openBadges: '2.0',
    shown: {
      name: 'First aid',
      description: null,
      issuer: { id: 'https://badges.example/issuer', name: 'Red Cross', url: 'https://badges.example' },
      issuedAt: monday,
      expiresAt: null,
    },
    verdict: 'valid',
    reason: null,
    isTheirs: true,
    document: null,
    at: monday,
    checkedAt: monday,
    removedAt: null,
    ...more,
  };
}
