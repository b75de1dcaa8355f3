import type { Endorsement } from '../../core/endorsements/endorsement.ts';
import type { Application } from '../../core/endorsements/opportunity.ts';
import type {
  ApplicationId,
  BadgeId,
  EndorsementId,
  LocationId,
  OrganiserId,
  PersonId,
  SiteRoleId,
} from '../../core/ids.ts';
import type { SiteRole } from '../../core/people/site-role.ts';
import { aCode, anId } from './ids.ts';
import { monday } from './moments.ts';

/** Of a badge, asked of another organiser on Monday. */
export const anEndorsement = (more: Partial<Endorsement> = {}): Endorsement => ({
  id: anId<EndorsementId>(),
  revision: 0,
  address: aCode(),
  object: { kind: 'badge', id: anId<BadgeId>() },
  organiser: anId<OrganiserId>(),
  endorser: { organiser: anId<OrganiserId>() },
  language: 'en',
  request: '',
  askedBy: null,
  askedAt: monday,
  letters: 0,
  state: 'asked',
  text: null,
  coversVersion: null,
  opportunity: null,
  signedAt: null,
  until: null,
  ended: null,
  status: null,
  credential: null,
  ...more,
});

/** Sent on Monday, with nothing released. */
export const anApplication = (more: Partial<Application> = {}): Application => ({
  id: anId<ApplicationId>(),
  revision: 0,
  endorsement: anId<EndorsementId>(),
  person: anId<PersonId>(),
  released: [],
  words: '',
  state: 'sent',
  at: monday,
  answeredAt: null,
  ...more,
});

/** A coordinator of somewhere. */
export const aSiteRole = (more: Partial<SiteRole> = {}): SiteRole => ({
  id: anId<SiteRoleId>(),
  revision: 0,
  person: anId<PersonId>(),
  role: 'coordinator',
  on: anId<LocationId>(),
  givenBy: null,
  at: monday,
  endedAt: null,
  ...more,
});
