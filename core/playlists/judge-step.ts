import { type JoiningFacts, judgeJoining } from '../activities/judge-joining.ts';
import { type Explanation, no, type Reason, yes } from '../explanation.ts';
import type { ActivityId } from '../ids.ts';
import type { Playlist } from './playlist.ts';

export interface StepFacts extends JoiningFacts {
  /** Null: it stands alone, and nothing before it locks it. */
  readonly within: Playlist | null;
}

/**
 * Is this step open? (R4) What can never open says so first, then what the learner can do about it, then what to wait for.
 * An event that is over stays open for confirming; a placement's deadline shuts nothing.
 */
export function judgeStep(facts: StepFacts): Explanation {
  const { activity, within, standing } = facts;
  const joining = judgeJoining(facts);

  if (standing.completed.has(activity.id)) return yes({ is: 'done-before', at: null });
  if (joining.verdict === 'no' && isFinal(joining.reason)) return joining;
  const steps = within ? lockedBy(within, activity.id, standing.completed) : [];
  if (steps.length > 0) return no({ is: 'locked-by', steps }, steps.map(missing));
  if (joining.verdict !== 'yes') return joining;
  if (activity.when && standing.now < activity.when.startsAt) {
    return no({ is: 'not-started-yet', startsAt: activity.when.startsAt });
  }
  return yes({ is: 'open' });
}

/** Fixed: mandatory steps before it that are not complete, in order. Flexible: none. */
export function lockedBy(
  { sequence, steps }: Pick<Playlist, 'sequence' | 'steps'>,
  activity: ActivityId,
  completed: ReadonlySet<ActivityId>,
): readonly ActivityId[] {
  if (sequence === 'flexible') return [];
  const index = steps.findIndex((step) => step.activity === activity);
  return steps
    .slice(0, Math.max(index, 0))
    .filter((step) => step.isMandatory && !completed.has(step.activity))
    .map((step) => step.activity);
}

/** Those that nothing before them locks, in order; done ones too. */
export const openSteps = (playlist: Playlist, completed: ReadonlySet<ActivityId>): Playlist['steps'] =>
  playlist.steps.filter((step) => lockedBy(playlist, step.activity, completed).length === 0);

const missing = (activity: ActivityId): Explanation => no({ is: 'completion-missing', activity });

const isFinal = ({ is }: Reason): boolean =>
  is === 'unpublished' || is === 'deadline-passed' || is === 'full';
