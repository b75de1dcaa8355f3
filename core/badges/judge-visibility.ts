import { type Explanation, no, yes } from '../explanation.ts';
import type { Instant } from '../instant.ts';
import { type Visibility, visibilities } from '../lists.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { Award } from './award.ts';
import { judgeSharing } from './judge-sharing.ts';

export interface VisibilityFacts {
  readonly isUnder18: boolean;
  readonly organiser: Pick<Organiser, 'verification'>;
  readonly now: Instant;
}

/**
 * May its holder open the badge, or what it was given for, that wide? (R27, R3) Both to anyone as sharing may;
 * what somebody under 18 made stays among those they learn with.
 */
export function judgeVisibility(
  award: Award,
  of: 'badge' | 'evidence',
  to: Visibility,
  facts: VisibilityFacts,
): Explanation {
  if (to === 'anyone') return judgeSharing(award, facts);
  if (to === 'signed-in' && of === 'evidence' && facts.isUnder18) return no({ is: 'under-18' });
  return yes({ is: 'allowed' });
}

/** What a holder may choose from, wide to narrow. */
export const choicesOf = (
  award: Award,
  of: 'badge' | 'evidence',
  facts: VisibilityFacts,
): readonly Visibility[] =>
  visibilities.filter((to) => judgeVisibility(award, of, to, facts).verdict === 'yes');
