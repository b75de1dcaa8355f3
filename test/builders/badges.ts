import type { Award } from '../../core/badges/award.ts';
import type { Badge } from '../../core/badges/badge.ts';
import type { Credential } from '../../core/badges/credential.ts';
import type { IssuerKey } from '../../core/badges/issuer-key.ts';
import type { StatusList } from '../../core/badges/status-list.ts';
import type {
  AwardId,
  BadgeId,
  CredentialId,
  IssuerKeyId,
  OrganiserId,
  PersonId,
  StatusListId,
} from '../../core/ids.ts';
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

/** Current, for credentials; it can sign nothing. */
export const anIssuerKey = (more: Partial<IssuerKey> = {}): IssuerKey => ({
  id: anId<IssuerKeyId>(),
  revision: 0,
  organiser: anId<OrganiserId>(),
  kid: 'ed-2026-1',
  kind: 'ed25519',
  publicKey: 'z6Mk',
  sealed: 'v1.',
  state: 'current',
  since: monday,
  ...more,
});

/** Nobody on it was revoked. */
export const aStatusList = (more: Partial<StatusList> = {}): StatusList => ({
  id: anId<StatusListId>(),
  revision: 0,
  organiser: anId<OrganiserId>(),
  number: 1,
  document: '{}',
  set: 0,
  kid: 'ed-2026-1',
  signedAt: monday,
  ...more,
});

export const aKeptCredential = (more: Partial<Credential> = {}): Credential => ({
  id: anId<CredentialId>(),
  revision: 0,
  organiser: anId<OrganiserId>(),
  document: '{}',
  kid: 'ed-2026-1',
  signedAt: monday,
  recipient: { type: 'url', salt: 'other salt', identity: 'sha256$1' },
  assertion: null,
  ...more,
});
