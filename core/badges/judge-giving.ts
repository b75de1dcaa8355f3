import { type Explanation, no } from '../explanation.ts';
import type { PersonId } from '../ids.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import { latestRound } from './award.ts';
import type { Badge } from './badge.ts';
import { type AwardFacts, judgeAward } from './judge-award.ts';

/** May this person give this badge by hand at all? */
export function judgeGiver(by: Actor, { organiser, earnedBy }: Badge): Explanation {
  const hosted = earnedBy.find((rule) => rule.by === 'activity');
  return may.awardByHand(by, { organiser, ...(hosted ? { activity: hosted.activity } : {}) });
}

/**
 * Can it be given by hand to somebody? Yes and waiting begin a round; no says why: they have it, it waits for them
 * already, it is not given by hand.
 */
export function judgeGiving(
  by: Actor,
  to: PersonId,
  badge: Badge,
  facts: Omit<AwardFacts, 'byHand'>,
): Explanation {
  if (by.person === to) return no({ is: 'own-evidence' });
  const judged = judgeAward(badge, { ...facts, byHand: true });
  const waitsAlready = latestRound(facts.held, badge.id)?.state === 'waiting';
  return waitsAlready ? no(judged.reason, judged.because) : judged;
}
