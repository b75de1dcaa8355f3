import { type Explanation, no, yes } from '../explanation.ts';
import type { PersonId } from '../ids.ts';
import type { Check } from './check.ts';
import type { Review } from './review.ts';
import type { Work } from './work.ts';
import { approvals, standing } from './work-after-reviews.ts';

/**
 * In which capacity somebody looks at work. `organiser`: host, the organiser's owner, manager or reviewer, or a granted
 * teacher of the author's course. `peer`: joined the same activity and shares an active community with the author.
 * `onlooker`: may know of it and decide nothing, like a member of the organiser or a teacher without a grant.
 */
export type Hat = 'author' | 'organiser' | 'peer' | 'onlooker';

export interface ReviewFacts {
  readonly work: Work;
  readonly check: Check;
  readonly reviews: readonly Review[];
  readonly reviewer: PersonId;
  readonly hat: Hat;
}

/** May this person say this about the version that waits? (R8, R9, R10, R11) */
export function judgeReview(facts: ReviewFacts, decision: Review['decision']): Explanation {
  const { work, check, hat } = facts;
  if (hat === 'author') return no({ is: 'own-evidence' });
  if (work.state !== 'in-review') return no({ is: 'nothing-waits' });
  if (hat === 'onlooker') return no({ is: 'wrong-role', could: couldReview });
  const said = standing(facts.reviews, work.evidenceVersion);
  if (said.some(({ reviewer }) => reviewer === facts.reviewer)) return no({ is: 'already-reviewed' });
  return hat === 'peer' ? judgePeer(check, decision) : judgeOrganiser(facts, decision, approvals(said));
}

function judgePeer(check: Check, decision: Review['decision']): Explanation {
  if (check.insteadOfPeers) return no({ is: 'under-18-media' });
  if (check.who !== 'peers') return no({ is: 'wrong-role', could: couldReview });
  if (decision === 'reject') return no({ is: 'reject-is-for-organisers' });
  return yes({ is: 'allowed' });
}

/** They may always send back or reject; approving is theirs where they are asked, or where peers do not answer. */
function judgeOrganiser(
  { work, check }: ReviewFacts,
  decision: Review['decision'],
  reached: number,
): Explanation {
  if (decision !== 'approve' || check.who === 'organisers') return yes({ is: 'allowed' });
  if (check.offered) return yes({ is: 'allowed' }, [check.offered]);
  return no({ is: 'waits-for', task: work.task, peers: check.need - reached, organisers: 0 });
}

/** Finishing work without the reviews it asks for, by a recorded reason; also what was sent back. */
export function judgeOverruling(
  { work, hat }: Pick<ReviewFacts, 'work' | 'hat'>,
  hasRight: boolean,
): Explanation {
  const allowed = judgeDeciding(hat, hasRight);
  return allowed.verdict === 'yes' && !overrulable.has(work.state) ? no({ is: 'nothing-waits' }) : allowed;
}

/** Opening finished work again, by a reason that its author reads. */
export function judgeReopening(
  { work, hat }: Pick<ReviewFacts, 'work' | 'hat'>,
  hasRight: boolean,
): Explanation {
  const allowed = judgeDeciding(hat, hasRight);
  const isFinished = work.state === 'finished';
  return allowed.verdict === 'yes' && !isFinished ? no({ is: 'not-finished' }) : allowed;
}

/** Nobody decides about their own. */
function judgeDeciding(hat: Hat, hasRight: boolean): Explanation {
  if (hat === 'author') return no({ is: 'own-evidence' });
  return hasRight
    ? yes({ is: 'allowed' })
    : no({ is: 'wrong-role', could: ['owner', 'manager', 'host', 'teacher'] });
}

const overrulable: ReadonlySet<Work['state']> = new Set(['in-review', 'to-improve', 'rejected']);
export const couldReview = ['owner', 'manager', 'reviewer', 'host', 'teacher'] as const;
