import type { StatusPlace } from '../badges/status-list.ts';
import type { ActivityId, BadgeId, EndorsementId, OrganiserId, PersonId, PlaylistId } from '../ids.ts';
import { dayMs, type Instant, later } from '../instant.ts';
import type { Language, Texts } from '../texts.ts';
import type { Opportunity } from './opportunity.ts';

export type EndorsedObject =
  | { readonly kind: 'badge'; readonly id: BadgeId }
  | { readonly kind: 'activity'; readonly id: ActivityId }
  | { readonly kind: 'playlist'; readonly id: PlaylistId }
  | { readonly kind: 'organiser'; readonly id: OrganiserId };

/** A third party stands behind something, as it was when they signed (R18). */
export interface Endorsement {
  readonly id: EndorsementId;
  readonly revision: number;
  /** Unguessable, for the public address. */
  readonly address: string;
  readonly object: EndorsedObject;
  /** Whose the object is. */
  readonly organiser: OrganiserId;
  readonly endorser: Endorser;
  readonly language: Language;
  /** What the asker wrote, 0..1000 characters. */
  readonly request: string;
  /** Null: the operator. */
  readonly askedBy: PersonId | null;
  readonly askedAt: Instant;
  /** How many letters have gone out: the first, and one reminder. */
  readonly letters: number;
  readonly state: 'asked' | 'declined' | 'pending-check' | 'signed' | 'refused' | 'withdrawn' | 'revoked';
  /** Null: not written yet. */
  readonly text: Texts | null;
  readonly coversVersion: number | null;
  readonly opportunity: Opportunity | null;
  readonly signedAt: Instant | null;
  /** Null: no end. Being expired is read from here. */
  readonly until: Instant | null;
  /** Declined, refused, withdrawn, revoked: when, and why where somebody said. */
  readonly ended: { readonly at: Instant; readonly reason: string | null } | null;
  /** Null: it was not signed as a credential yet. */
  readonly status: StatusPlace | null;
  /** Open Badges 3.0, as signed. */
  readonly credential: string | null;
}

export type Endorser =
  | { readonly organiser: OrganiserId }
  | {
      /** Without an account. As they sign, 1..120 characters. */
      readonly name: string;
      /** Their mailbox, sealed; and a digest by which it is told from others. */
      readonly mailbox: string;
      readonly mark: string;
    };

export type EndorsementStanding =
  | { readonly is: 'valid' }
  | {
      readonly is: 'expired' | 'withdrawn' | 'revoked';
      readonly at: Instant;
      readonly reason: string | null;
    };

/** What a verifier is told; null: it was never signed, and is nothing. */
export function standingOf(
  { state, until, ended, askedAt }: Pick<Endorsement, 'state' | 'until' | 'ended' | 'askedAt'>,
  now: Instant,
): EndorsementStanding | null {
  if (state === 'withdrawn' || state === 'revoked') {
    return { is: state, at: ended?.at ?? askedAt, reason: ended?.reason ?? null };
  }
  if (state !== 'signed') return null;
  return until !== null && now >= until ? { is: 'expired', at: until, reason: null } : { is: 'valid' };
}

const linkDays = 30;

/** The link to answer by ends then, whatever came of it. */
export const linkEnds = ({ askedAt }: Pick<Endorsement, 'askedAt'>): Instant =>
  later(askedAt, linkDays * dayMs);

/** Under whose keys it is signed: an organiser's own; who has no account gets keys with each endorsement. */
// Keys are kept by whose they are; the brand is the compiler's alone.
export const signerOf = ({ id, endorser }: Pick<Endorsement, 'id' | 'endorser'>): OrganiserId =>
  'organiser' in endorser ? endorser.organiser : (id as string as OrganiserId);

/** Still counts against asking the same endorser once more. */
export const isOpen = ({ state }: Pick<Endorsement, 'state'>): boolean =>
  state === 'asked' || state === 'pending-check' || state === 'signed';

export const isSameEndorser = (a: Endorser, b: Endorser): boolean =>
  'organiser' in a
    ? 'organiser' in b && a.organiser === b.organiser
    : !('organiser' in b) && a.mark === b.mark;
