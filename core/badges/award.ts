import type { EvidenceItem } from '../evidence/evidence.ts';
import type { Reason } from '../explanation.ts';
import type { AwardId, BadgeId, OrganiserId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Visibility } from '../lists.ts';
import type { Provenance } from './provenance.ts';
import type { StatusPlace } from './status-list.ts';

/** A badge that somebody earned. Unique by (badge, person, round) and by address. */
export interface Award {
  readonly id: AwardId;
  readonly revision: number;
  readonly badge: BadgeId;
  readonly organiser: OrganiserId;
  readonly badgeVersion: number;
  readonly person: PersonId;
  /** Counts from 1; a new one begins only by hand after revocation, or by earning again after expiry. */
  readonly round: number;
  /** Unguessable, for the public address. */
  readonly address: string;
  readonly state: 'waiting' | 'issued' | 'revoked' | 'withdrawn';
  /** Every reason it waits for; empty once issued. */
  readonly waitsFor: readonly WaitsFor[];
  readonly earnedAt: Instant;
  readonly issuedAt: Instant | null;
  /** Null: no end. Being expired is read from here. */
  readonly expiresAt: Instant | null;
  readonly recipient: Recipient;
  readonly provenance: readonly Provenance[];
  readonly badgeVisibility: Visibility;
  readonly evidenceVisibility: Visibility;
  /** First share or download by the holder; machine forms answer from then on. */
  readonly releasedAt: Instant | null;
  readonly revoked: {
    readonly at: Instant;
    /** 5..500 characters. */
    readonly reason: string;
    /** Null: the operator. */
    readonly by: PersonId | null;
  } | null;
  /** Its place in a status list; left out until its credential is signed. */
  readonly status?: StatusPlace;
  /** What its holder added since, 0..10, oldest first; left out: nothing. */
  readonly laterEvidence?: readonly LaterEvidence[];
  /** Awards of the steps that were revoked later, for the organiser to look at (R15). */
  readonly flags: readonly { readonly award: AwardId; readonly at: Instant }[];
}

/** At least one of text, link and file. Nobody has reviewed it. */
export interface LaterEvidence {
  readonly id: string;
  /** 2..120 characters. */
  readonly name: string;
  readonly text: string | null;
  readonly url: string | null;
  /** Left out: none. */
  readonly file?: LaterFile;
  readonly at: Instant;
}

/** As it was handed in, checked and cleaned. */
export type LaterFile = Omit<Extract<EvidenceItem, { readonly kind: 'file' }>, 'kind'>;

export const mostLater = 10;

export type WaitsFor =
  | { readonly for: 'issuer-address' }
  | { readonly for: 'prerequisites'; readonly reached: number; readonly need: number }
  | { readonly for: 'consent'; readonly purpose: 'issue-badges' };

/** The same as the reason of an explanation. */
export function reasonOf(wait: WaitsFor): Reason {
  switch (wait.for) {
    case 'issuer-address':
      return { is: 'issuer-address-missing' };
    case 'prerequisites':
      return { is: 'prerequisites', reached: wait.reached, need: wait.need };
    case 'consent':
      return { is: 'consent-missing', purpose: wait.purpose };
  }
}

/** Hashed, salted per award. `url`: the holder's own address under `/b/holders/`. */
export type Recipient =
  | { readonly type: 'email'; readonly salt: string; readonly identity: string }
  | { readonly type: 'url'; readonly salt: string; readonly identity: string };

/** Over by its date. Being expired is read, never written. */
export const isExpired = ({ expiresAt }: Pick<Award, 'expiresAt'>, now: Instant): boolean =>
  expiresAt !== null && now >= expiresAt;

/** Issued, and neither revoked, withdrawn nor expired. */
export const isValid = (award: Award, now: Instant): boolean =>
  award.state === 'issued' && !isExpired(award, now);

/** The latest round of each person and badge is the one that says how things are. */
export const latestRound = (awards: readonly Award[], badge: BadgeId): Award | null =>
  awards
    .filter((award) => award.badge === badge)
    .reduce<Award | null>((latest, award) => (latest && latest.round > award.round ? latest : award), null);

/** Its holder was erased. That it was public once stays, so that its address can say so. */
export const withdrawn = (award: Award): Award => ({
  ...award,
  state: 'withdrawn',
  waitsFor: [],
  recipient: { type: 'url', salt: '', identity: '' },
  provenance: [],
  badgeVisibility: 'nobody',
  evidenceVisibility: 'nobody',
  revoked: null,
  laterEvidence: [],
  flags: [],
});

export type AwardStanding =
  | { readonly is: 'valid' }
  | { readonly is: 'expired'; readonly at: Instant }
  | { readonly is: 'revoked'; readonly at: Instant; readonly reason: string }
  | { readonly is: 'withdrawn' };

/** What a verifier is told; null: it waits, and is nothing yet. */
export function standingOf(award: Award, now: Instant): AwardStanding | null {
  if (award.state === 'waiting') return null;
  if (award.state === 'withdrawn') return { is: 'withdrawn' };
  if (award.state === 'revoked') {
    return { is: 'revoked', at: award.revoked?.at ?? now, reason: award.revoked?.reason ?? '' };
  }
  return isExpired(award, now) ? { is: 'expired', at: award.expiresAt ?? now } : { is: 'valid' };
}
