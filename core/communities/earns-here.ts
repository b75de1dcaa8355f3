import { type Explanation, no, yes } from '../explanation.ts';
import type { Membership } from './membership.ts';

/** Whether what somebody does in a community counts: not a test student's, a teacher's or a visitor's. */
export function judgeEarning(membership: Pick<Membership, 'seat' | 'isTest'>): Explanation {
  if (membership.isTest) return no({ is: 'earns-nothing', as: 'test-student' });
  if (membership.seat !== 'learner') return no({ is: 'earns-nothing', as: membership.seat });
  return yes({ is: 'allowed' });
}

/** Known there as a learner now: whose results the community's gradebook takes. */
export const isLearnerThere = (membership: Membership | null): boolean =>
  membership?.state === 'active' && judgeEarning(membership).verdict === 'yes';

/** Known as nothing else: a platform's stand-in for a learner, nobody's account. */
export const isTestStudent = (memberships: readonly Pick<Membership, 'isTest'>[]): boolean =>
  memberships.length > 0 && memberships.every(({ isTest }) => isTest);
