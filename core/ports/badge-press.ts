import type { AchievementKind } from '../badges/achievement-kind.ts';
import type { Award } from '../badges/award.ts';
import type { Badge, BadgeImage, BadgeVersion } from '../badges/badge.ts';
import type { BadgeDrawing } from '../badges/design.ts';
import type { IssuerKey } from '../badges/issuer-key.ts';
import type { ShownEvidence } from '../badges/shown-evidence.ts';
import type { Endorsement } from '../endorsements/endorsement.ts';
import type { OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { Outcome } from '../outcome.ts';
import type { Language } from '../texts.ts';

/** A document of Open Badges 2.0 as it is published; plain JSON. */
export type BadgeDocument = Readonly<Record<string, unknown>>;

/** What the documents of an award say. No name, alias, e-mail or account of its holder. */
export interface AwardFacts {
  readonly award: Pick<
    Award,
    'address' | 'badge' | 'badgeVersion' | 'issuedAt' | 'earnedAt' | 'expiresAt' | 'recipient' | 'revoked'
  >;
  /** Different approvals that it rests on. */
  readonly reviewers: { readonly peers: number; readonly organisers: number };
  /** What anyone may see. */
  readonly evidence: readonly ShownEvidence[];
}

/** A signed assertion that is good no more. */
export interface RevokedAssertion {
  readonly id: string;
  readonly reason: string;
}

/** What an endorsement says. Who has no account is named as they signed, and nothing else of them. */
export interface EndorsementFacts {
  readonly endorsement: Pick<
    Endorsement,
    'id' | 'address' | 'object' | 'endorser' | 'coversVersion' | 'text' | 'signedAt' | 'until' | 'status'
  >;
  readonly endorser: {
    readonly name: string;
    /** Null: somebody without an account. */
    readonly organiser: Pick<Organiser, 'url' | 'email'> | null;
  };
  readonly signedAt: Instant;
}

/** Why a picture cannot be a badge's. */
export type PictureTrouble = 'no-picture' | 'too-large' | 'not-square' | 'wrong-size' | 'unsafe' | 'doctype';

/** Draws badges and writes their public documents. */
export interface BadgePress {
  /** Null: it can be drawn. */
  judgePicture(image: BadgeImage): Promise<PictureTrouble | null>;
  /** An uploaded picture as a data URI that can be a badge's: a PNG drawn anew, an SVG written anew from what is allowed. */
  cleanPicture(
    uploaded: Uint8Array,
    /** Of what comes out; 1 MiB when left out. */
    mostBytes?: number,
  ): Promise<Outcome<string, { readonly why: PictureTrouble }>>;
  /** One that we draw, as SVG for a page. @param size of its sides */
  drawing(draw: BadgeDrawing, size: number): string;
  /**
   * A square PNG, the same bytes every time.
   * @throws Declined a picture that `judgePicture` refuses
   */
  picture(image: BadgeImage): Promise<Uint8Array>;
  /** Null: without url and e-mail nobody is a valid issuer. */
  profile(
    organiser: Pick<Organiser, 'id' | 'name' | 'url' | 'email' | 'about' | 'logo' | 'languages'>,
  ): BadgeDocument | null;
  /** @param language null: the main one. Null comes back when its texts are not all there in that language. */
  badgeClass(
    badge: Pick<Badge, 'id' | 'organiser' | 'version'>,
    shown: BadgeVersion,
    language: Language | null,
  ): BadgeDocument | null;
  assertion(facts: AwardFacts): BadgeDocument;
  /** What is left of an award that was revoked, with its reason, or withdrawn. */
  gone(facts: Pick<AwardFacts, 'award'>): BadgeDocument;

  /**
   * An endorsement in Open Badges 2.0. Null: its endorser has no public address and e-mail, which 2.0 asks of an issuer,
   * or has no account and nobody is named who runs the site.
   */
  endorsement(facts: Omit<EndorsementFacts, 'signedAt'>): BadgeDocument | null;
  /** Somebody without an account, as issuer of one. Null: nobody is named who runs the site. */
  endorserProfile(facts: Omit<EndorsementFacts, 'signedAt'>): BadgeDocument | null;
  /** What is left of one that was withdrawn, revoked, or ran out. */
  goneEndorsement(endorsement: Pick<Endorsement, 'address'>, reason: string): BadgeDocument;
  /** Where its 2.0 form stands. */
  endorsementAddress(endorsement: Pick<Endorsement, 'address'>): string;

  /** Open Badges 3.0: what a credential is for. */
  achievement(
    badge: Pick<Badge, 'id' | 'organiser' | 'version'>,
    shown: BadgeVersion,
    kind: AchievementKind,
  ): BadgeDocument;
  /** Whose keys these are: what `did:web:…` leads to. */
  did(organiser: OrganiserId, keys: readonly IssuerKey[]): BadgeDocument;

  /** Of signed assertions. Null as of `profile`. */
  signingProfile(organiser: Parameters<BadgePress['profile']>[0], key: IssuerKey): BadgeDocument | null;
  signedBadgeClass(
    badge: Pick<Badge, 'id' | 'organiser' | 'version'>,
    shown: BadgeVersion,
    key: IssuerKey,
  ): BadgeDocument | null;
  publicKey(key: IssuerKey): BadgeDocument;
  revocations(key: IssuerKey, revoked: readonly RevokedAssertion[]): BadgeDocument;

  /** The picture, with the award in it. @param credential as signed; null: there is none */
  baked(image: BadgeImage, assertion: BadgeDocument, credential: string | null): Promise<Uint8Array>;
  /** The same as a drawing; null: the picture is none. */
  bakedDrawing(image: BadgeImage, assertion: BadgeDocument, credential: string | null): string | null;
}
