import type { Explanation } from '../explanation.ts';
import { type Award, isExpired, latestRound } from './award.ts';
import type { Badge } from './badge.ts';
import { type AwardFacts, judgeAward } from './judge-award.ts';

/** A badge as its possible earner sees it. */
export interface BadgeView {
  readonly badge: Badge;
  readonly state: 'none' | 'waiting' | 'issued' | 'expired' | 'revoked';
  /** The latest round; null: not earned yet. */
  readonly award: Award | null;
  /** Why, or why not yet; the same judgement that awards it. */
  readonly explanation: Explanation;
}

export function badgeView(badge: Badge, facts: AwardFacts): BadgeView {
  const award = latestRound(facts.held, badge.id);
  return { badge, state: stateOf(award, facts), award, explanation: judgeAward(badge, facts) };
}

function stateOf(award: Award | null, { now }: AwardFacts): BadgeView['state'] {
  if (!award || award.state === 'withdrawn') return 'none';
  return award.state === 'issued' && isExpired(award, now) ? 'expired' : award.state;
}
