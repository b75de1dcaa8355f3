import type { Work } from '../evidence/work.ts';
import { type Explanation, no, waiting, yes } from '../explanation.ts';
import type { TaskId } from '../ids.ts';
import { type Instant, later, undoMs } from '../instant.ts';
import type { Activity } from './activity.ts';
import type { Confirmed } from './enrolment.ts';

export interface CompletionFacts {
  /** This person's, in this activity. */
  readonly work: readonly Work[];
  readonly confirmed: Confirmed | null;
  readonly hasDeclared: boolean;
  /** Best one read back from a grade column, whole per cent; null or left out: none was. */
  readonly score?: number | null;
  /** Work and words count when they can be undone no more: at this moment. */
  readonly asOf: Instant;
  /** Where each task stands, for the reader; tasks left out are told as not finished. */
  readonly tasks?: ReadonlyMap<TaskId, Explanation>;
}

/** Is an activity complete for somebody? (R7) Opening a page or a link completes nothing. */
export function judgeCompletion(activity: Activity, facts: CompletionFacts): Explanation {
  const { completedBy: by, id } = activity;
  switch (by.way) {
    case 'tasks':
      return judgeTasks(activity, facts);
    case 'declaration':
      return facts.hasDeclared ? yes({ is: 'completed', activity: id }) : no({ is: 'declaration-missing' });
    case 'attendance':
      return judgeWord(facts, 'attendance', no({ is: 'attendance-missing', minMinutes: by.minMinutes }));
    case 'organiser':
      return judgeWord(facts, 'organiser', no({ is: 'organisers-word-missing' }));
    case 'score':
      return judgeScore(facts.score ?? null, by.atLeast);
  }
}

/** M of N tasks; all of them when M is not said. */
function judgeTasks(activity: Activity, facts: CompletionFacts): Explanation {
  const need = needOf(activity);
  const finished = activity.tasks.filter((task) => settled(facts, task.id));
  const reached = finished.length;
  if (need > 0 && reached >= need) return yes({ is: 'tasks', reached, need });

  const missing = activity.tasks
    .filter((task) => !finished.includes(task))
    .map((task) => facts.tasks?.get(task.id) ?? no({ is: 'nothing-handed-in', task: task.id }));
  const waits = missing.filter(({ verdict }) => verdict !== 'no').length;
  const root = need > 0 && reached + waits >= need ? waiting : no;
  return root({ is: 'tasks', reached, need }, shortestFirst(missing));
}

/** How many tasks; 0 where tasks do not decide. */
export const needOf = ({ completedBy, tasks }: Pick<Activity, 'completedBy' | 'tasks'>): number =>
  completedBy.way === 'tasks' ? (completedBy.need ?? tasks.length) : 0;

const settled = ({ work, asOf }: CompletionFacts, task: TaskId): boolean =>
  work.some(
    (one) => one.task === task && one.state === 'finished' && one.settlesAt !== null && one.settlesAt <= asOf,
  );

const judgeScore = (reached: number | null, atLeast: number): Explanation =>
  reached !== null && reached >= atLeast
    ? yes({ is: 'score-reached', atLeast, reached })
    : no({ is: 'score-below', atLeast, reached });

function judgeWord(
  { confirmed, asOf }: CompletionFacts,
  how: Confirmed['how'],
  missing: Explanation,
): Explanation {
  if (confirmed?.how !== how) return missing;
  const reason = { is: 'confirmed', at: confirmed.at } as const;
  return later(confirmed.at, undoMs) <= asOf ? yes(reason) : waiting(reason);
}

/** What waits for others is nearer to a yes than what nobody has begun. */
const shortestFirst = (nodes: readonly Explanation[]): readonly Explanation[] =>
  nodes.toSorted((a, b) => rank[a.verdict] - rank[b.verdict]);

const rank = { yes: 0, waiting: 1, no: 2 } as const;
