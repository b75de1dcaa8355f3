import type { OrganiserId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { type Award, type AwardStanding, standingOf } from './award.ts';
import { type Badge, type BadgeVersion, versionIn, versionOf } from './badge.ts';
import type { ShownEvidence } from './shown-evidence.ts';

/** No name, alias or e-mail of its holder is in here. */
export interface AwardView {
  readonly standing: AwardStanding;
  readonly award: Award;
  readonly badge: Badge;
  /** The words and picture that were earned. */
  readonly earned: BadgeVersion;
  readonly organiser: {
    readonly id: OrganiserId;
    readonly name: string;
    readonly url: string | null;
    readonly email: string | null;
    readonly isVerified: boolean;
    readonly hasLogo: boolean;
  };
  /** Different approvals that it rests on. */
  readonly reviewers: { readonly peers: number; readonly organisers: number };
  /** What it was given for and what came later, as far as this reader may see it. */
  readonly evidence: readonly ShownEvidence[];
  /** Is it the reader's own? Then its page shows how to share it. */
  readonly isOwn: boolean;
}

/** @returns null: it waits, and is nothing to show yet */
export function awardView(
  award: Award,
  {
    badge,
    organiser,
    reader,
    now,
    evidence = [],
  }: {
    badge: Badge;
    organiser: Organiser;
    reader: PersonId | null;
    now: Instant;
    evidence?: readonly ShownEvidence[];
  },
): AwardView | null {
  const standing = standingOf(award, now);
  if (!standing) return null;
  const { id, name, url, email, verification, logo } = organiser;
  return {
    standing,
    award,
    badge,
    earned: versionIn(badge, award.badgeVersion) ?? versionOf(badge),
    organiser: { id, name, url, email, isVerified: verification === 'verified', hasLogo: Boolean(logo) },
    reviewers: award.provenance[0]?.reviewers ?? { peers: 0, organisers: 0 },
    evidence,
    isOwn: reader !== null && reader === award.person && award.state !== 'withdrawn',
  };
}
