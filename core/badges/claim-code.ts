import type { ActivityId, BadgeId, ClaimCodeId, ClaimUseId, OrganiserId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** What somebody types or scans to get a badge, or to be let in. The code itself is not kept, only its digest. */
export interface ClaimCode {
  readonly id: ClaimCodeId;
  readonly revision: number;
  readonly organiser: OrganiserId;
  /** Null: it lets somebody in, and gives no badge. */
  readonly badge: BadgeId | null;
  /** That it lets somebody into; left out: none. */
  readonly activity?: ActivityId;
  /** `badge-page`: shows how it is earned, and gives nothing. `join-organiser`: as a member. */
  readonly leadsTo: 'award' | 'badge-page' | 'join-activity' | 'join-organiser';
  readonly digest: string;
  /** The same for codes that were made together; null: a personal one. */
  readonly sheet: string | null;
  /** Keyed digest of the e-mail that a personal code was mailed to; null: for whoever has it. */
  readonly recipient: string | null;
  readonly title: string | null;
  readonly place: string | null;
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** Null: many. */
  readonly maxUses: number | null;
  readonly needsApproval: boolean;
  /** Null: the operator. */
  readonly madeBy: PersonId | null;
  readonly at: Instant;
  readonly endedAt: Instant | null;
}

/** Somebody used a code, once. Unique by (code, person), and where uses are counted by (code, place). */
export interface ClaimUse {
  readonly id: ClaimUseId;
  readonly revision: number;
  readonly code: ClaimCodeId;
  /** Null: it let them in, and gave no badge. */
  readonly badge: BadgeId | null;
  readonly person: PersonId;
  /** Which of the counted uses, from 1; null: they are not counted. */
  readonly place: number | null;
  /** `requested`: it waits for an organiser's word. */
  readonly state: 'used' | 'requested' | 'refused';
  readonly at: Instant;
}

/**
 * How codes are compared: as people type them, with small letters and hyphens, and with the letters that Crockford
 * leaves out taken for the signs that they look like.
 */
export const typedCode = (text: string): string =>
  text.normalize('NFC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

/** In two halves, as it is read aloud. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** Keyed digest under which a code is found. */
export const codeDigest = (
  secrets: { digest(text: string, purpose: string): string },
  text: string,
): string => secrets.digest(typedCode(text), 'claim-code');

/** Keyed digest of an address, so that nobody is invited twice and a personal code is not for others. */
export const recipientDigest = (
  secrets: { digest(text: string, purpose: string): string },
  address: string,
): string => secrets.digest(address.trim().toLowerCase(), 'claim-recipient');
