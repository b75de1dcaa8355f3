import type { AchievementKind } from '../badges/achievement-kind.ts';
import type { Award, Recipient } from '../badges/award.ts';
import type { Badge, BadgeVersion } from '../badges/badge.ts';
import type { SignedAssertion } from '../badges/credential.ts';
import type { IssuerKey, KeyKind } from '../badges/issuer-key.ts';
import type { StatusList, StatusPlace } from '../badges/status-list.ts';
import type { OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { AwardFacts, EndorsementFacts } from './badge-press.ts';

/** Everything that a credential says. No name, alias, e-mail or account of its holder. */
export interface CredentialFacts extends Omit<AwardFacts, 'award'> {
  readonly award: Pick<Award, 'address' | 'earnedAt' | 'expiresAt'>;
  readonly badge: Pick<Badge, 'id' | 'organiser'>;
  /** The words and picture that were earned. */
  readonly earned: BadgeVersion;
  readonly kind: AchievementKind;
  /** Credentials of those who stand behind this version of the badge, as signed. */
  readonly endorsements: readonly string[];
  readonly organiser: Pick<Organiser, 'id' | 'name' | 'url' | 'email' | 'about' | 'logo'>;
  /** Hashed with another salt than that of the 2.0 assertion. */
  readonly recipient: Recipient;
  readonly status: StatusPlace;
  /** When it was issued; of one signed again, when that was: the newer copy replaces the older. */
  readonly validFrom: Instant;
  readonly signedAt: Instant;
}

/** Signs what an organiser issues. Pure but for the signing: no store, no network. */
export interface BadgeSigner {
  /** Are signed 2.0 assertions made beside credentials? */
  readonly signsAssertions: boolean;
  makeKey(
    organiser: OrganiserId,
    kind: KeyKind,
    kid: string,
  ): Promise<Pick<IssuerKey, 'publicKey' | 'sealed'>>;
  /**
   * An Open Badges 3.0 credential, as JSON.
   * @throws when a word in it is not defined, or it would not be one
   */
  credential(facts: CredentialFacts, key: IssuerKey): Promise<string>;
  /** An Open Badges 2.0 assertion as a compact JWS. @param id null: one is drawn */
  assertion(
    facts: AwardFacts,
    organiser: OrganiserId,
    key: IssuerKey,
    id: string | null,
  ): Promise<SignedAssertion>;
  /** An Open Badges 3.0 EndorsementCredential, as JSON. @throws as `credential` */
  endorsement(facts: EndorsementFacts, key: IssuerKey): Promise<string>;
  /** @param set indices whose bit is 1 */
  statusList(
    list: Pick<StatusList, 'organiser' | 'number' | 'signedAt'>,
    set: readonly number[],
    key: IssuerKey,
  ): Promise<string>;
}
