import { type Explanation, no, waiting, yes } from '../explanation.ts';
import type { TaskId } from '../ids.ts';
import type { Check } from './check.ts';
import type { Review } from './review.ts';
import type { Work } from './work.ts';
import { approvals, standing } from './work-after-reviews.ts';

/**
 * Where is my work?
 * @param work null: nothing was ever handed in
 */
export function explainWork(
  task: TaskId,
  work: Work | null,
  reviews: readonly Review[],
  check: Pick<Check, 'who' | 'need'>,
): Explanation {
  if (!work) return no({ is: 'nothing-handed-in', task });
  const said = standing(reviews, work.evidenceVersion);
  const wordsOf = (decision: Review['decision']) =>
    said.findLast((review) => review.decision === decision)?.words ?? '';

  switch (work.state) {
    case 'open':
      return no({ is: 'nothing-handed-in', task });
    case 'to-improve':
      return no({ is: 'sent-back', task, words: wordsOf('improve') });
    case 'rejected':
      return no({ is: 'rejected', task, words: wordsOf('reject') });
    case 'finished':
      return yes(work.overruled ? { is: 'overruled', task } : { is: 'finished', task });
    case 'in-review': {
      const left = Math.max(1, check.need - approvals(said));
      const [peers, organisers] = check.who === 'peers' ? [left, 0] : [0, left];
      return waiting({ is: 'waits-for', task, peers, organisers });
    }
  }
}
