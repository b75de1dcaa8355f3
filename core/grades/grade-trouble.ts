import { Declined, Unreachable } from '../faults.ts';
import { type GradeTrouble, gradeTroubles } from './grade.ts';

/** Why a try to show a grade failed. What nobody foresaw is ours. */
export function troubleOf(fault: unknown): GradeTrouble {
  if (fault instanceof Unreachable) return 'unreachable';
  if (!(fault instanceof Declined)) return 'our-fault';
  // A missing scope says which one after its code.
  const code = fault.code.split(':', 1)[0];
  return gradeTroubles.find((known) => known === code) ?? 'not-taken';
}

/** What the LMS answered to it. */
export const answerIn = (fault: unknown): string | null =>
  fault instanceof Declined || fault instanceof Unreachable ? (fault.said?.slice(0, 300) ?? null) : null;
