import type { Explanation } from '../explanation.ts';
import type { Award } from './award.ts';
import type { Badge } from './badge.ts';

/** A badge as its possible earner sees it. */
export interface BadgeView {
  readonly badge: Badge;
  readonly state: 'none' | 'waiting' | 'issued' | 'expired' | 'revoked';
  /** The latest round; null: not earned yet. */
  readonly award: Award | null;
  /** Why, or why not yet; the same judgement that awards it. */
  readonly explanation: Explanation;
}
