import type { OrganiserId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';
import { judgeGiver } from './judge-giving.ts';
import { canBeBroughtBack } from './remove-draft.ts';

export interface BadgeRow {
  readonly badge: Badge;
  /** The reader may give it by hand: the first time where it has that rule, and again after it was revoked or ran out. */
  readonly mayGive: boolean;
}

/** An organiser's badges, those given by hand first, for its own people. */
export async function listBadges(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  organiser: OrganiserId,
): Promise<Outcome<readonly BadgeRow[], NotFound>> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const badges = (await records.badges.of(organiser)).filter(({ removedAt }) => !removedAt);
  const rows = badges.map((badge) => ({
    badge,
    mayGive: badge.state !== 'draft' && judgeGiver(by, badge).verdict === 'yes',
  }));
  return done(rows.toSorted((a, b) => Number(isByHand(b.badge)) - Number(isByHand(a.badge))));
}

export const isByHand = ({ earnedBy }: Pick<Badge, 'earnedBy'>): boolean =>
  earnedBy.some(({ by }) => by === 'hand');

/** Drafts that were removed and can be brought back, the last one first; for those who make badges. */
export async function listRemovedDrafts(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  organiser: OrganiserId,
): Promise<readonly Badge[]> {
  if (may.publish(by, organiser).verdict !== 'yes') return [];
  const badges = await records.badges.of(organiser);
  return badges
    .filter((badge) => canBeBroughtBack(badge, clock.now()))
    .toSorted((a, b) => ((a.removedAt ?? '') < (b.removedAt ?? '') ? 1 : -1));
}
