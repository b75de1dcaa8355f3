import type { Task } from '../activities/task.ts';
import { type Explanation, no } from '../explanation.ts';
import { dayMs, type Instant, later } from '../instant.ts';
import type { Evidence } from './evidence.ts';

/** Who is asked about one evidence version, as the rules see it now. */
export interface Check {
  readonly who: 'self' | 'peers' | 'organisers';
  /** Different people who have to approve; 0 for `self`. */
  readonly need: number;
  /** R11: organisers look at what peers were meant to. */
  readonly insteadOfPeers: boolean;
  /** R10: why organisers may answer a peer check too; null: it is the peers'. */
  readonly offered: Explanation | null;
}

export interface CheckFacts {
  /** The version that waits; null: nothing was handed in. */
  readonly evidence: Pick<Evidence, 'items'> | null;
  /** The author counts as under 18. */
  readonly isUnder18: boolean;
  /** Peers who could answer: joined, and in a community with the author. */
  readonly peersJoined: number;
  /** Organisers who could answer. */
  readonly staff: number;
  readonly waitingSince: Instant | null;
  readonly now: Instant;
}

export const stuckAfterMs = 7 * dayMs;
export const offeredAfterMs = 14 * dayMs;

/** Crews come with chat; before, they are judged as peers. */
export function checkOf({ check }: Pick<Task, 'check'>, facts: CheckFacts): Check {
  if (check.who === 'self') return { who: 'self', need: 0, insteadOfPeers: false, offered: null };
  if (check.who === 'organisers') {
    return { who: 'organisers', need: check.count, insteadOfPeers: false, offered: null };
  }
  if (facts.isUnder18 && facts.evidence && showsPeople(facts.evidence)) {
    const need = Math.min(check.count, Math.max(1, facts.staff));
    return { who: 'organisers', need, insteadOfPeers: true, offered: null };
  }
  return { who: 'peers', need: check.count, insteadOfPeers: false, offered: offer(check.count, facts) };
}

/** A picture, sound or film may show people. */
export const showsPeople = ({ items }: Pick<Evidence, 'items'>): boolean =>
  items.some((item) => item.kind === 'file' && media.has(item.medium));

const media: ReadonlySet<string> = new Set(['image', 'audio', 'video']);

function offer(need: number, { peersJoined, waitingSince, now }: CheckFacts): Explanation | null {
  if (peersJoined < need) return no({ is: 'too-few-peers', joined: peersJoined, need });
  if (waitingSince && now >= later(waitingSince, offeredAfterMs)) {
    return no({ is: 'unanswered-since', at: waitingSince });
  }
  return null;
}

/** Unanswered for 7 days. */
export const isStuck = (waitingSince: Instant | null, now: Instant): boolean =>
  waitingSince !== null && now >= later(waitingSince, stuckAfterMs);
