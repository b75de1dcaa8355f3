import { type Explanation, no, yes } from '../explanation.ts';
import type { Instant } from '../instant.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { type Award, standingOf } from './award.ts';

/** May its holder show an award to anyone? Everything in the way, the shortest way to a yes first (R27, R3). */
export function judgeSharing(
  award: Award,
  {
    isUnder18,
    organiser,
    now,
  }: {
    readonly isUnder18: boolean;
    readonly organiser: Pick<Organiser, 'verification'>;
    readonly now: Instant;
  },
): Explanation {
  const standing = standingOf(award, now);
  const obstacles = [
    ...(standing ? [] : [no({ is: 'not-issued' })]),
    ...(standing?.is === 'withdrawn' ? [no({ is: 'withdrawn' })] : []),
    ...(standing?.is === 'revoked' ? [no({ is: 'revoked', words: standing.reason })] : []),
    ...(standing?.is === 'expired' ? [no({ is: 'expired', at: standing.at })] : []),
    ...(organiser.verification === 'verified' ? [] : [no({ is: 'organiser-unverified' })]),
    ...(isUnder18 ? [no({ is: 'under-18' })] : []),
  ];
  const [first] = obstacles;
  return first ? no(first.reason, obstacles) : yes({ is: 'allowed' });
}
