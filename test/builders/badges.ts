import type { Award } from '../../core/badges/award.ts';
import type { Badge } from '../../core/badges/badge.ts';
import type { AwardId, BadgeId, OrganiserId, PersonId } from '../../core/ids.ts';
import { aCode, anId } from './ids.ts';
import { monday } from './moments.ts';
import { texts } from './texts.ts';

/** Active, given by hand only. */
export const aBadge = (more: Partial<Badge> = {}): Badge => ({
  id: anId<BadgeId>(),
  revision: 0,
  organiser: anId<OrganiserId>(),
  name: texts('River guardian'),
  description: texts('Looks after the river.'),
  criteria: texts('Explored the river and told others.'),
  image: { draw: { shape: 'hexagon', colour: '#1b6ca8', letters: 'RG' }, alt: texts('A blue hexagon') },
  skills: [],
  competences: [],
  programme: 'activity',
  validFor: null,
  earnedBy: [{ by: 'hand' }],
  prerequisites: null,
  ladder: null,
  microcredential: null,
  state: 'active',
  version: 1,
  earlier: [],
  origin: null,
  ...more,
});

/** Issued, first round, not shared. */
export const anAward = (more: Partial<Award> = {}): Award => ({
  id: anId<AwardId>(),
  revision: 0,
  badge: anId<BadgeId>(),
  organiser: anId<OrganiserId>(),
  badgeVersion: 1,
  person: anId<PersonId>(),
  round: 1,
  address: aCode(),
  state: 'issued',
  waitsFor: [],
  earnedAt: monday,
  issuedAt: monday,
  expiresAt: null,
  recipient: { type: 'url', salt: 'salt', identity: 'sha256$0' },
  provenance: [],
  badgeVisibility: 'activity-people',
  evidenceVisibility: 'nobody',
  releasedAt: null,
  revoked: null,
  flags: [],
  ...more,
});
