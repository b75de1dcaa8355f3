import type { Placement } from '../communities/placement.ts';
import { type Explanation, no, waiting, yes } from '../explanation.ts';
import type { Activity } from './activity.ts';
import { enrolmentIn, isJoined, type Standing } from './standing.ts';

export interface JoiningFacts {
  readonly activity: Activity;
  readonly standing: Standing;
  /** Placements of it in the person's communities: each is an invitation for that course. */
  readonly placed: readonly Placement[];
  /** Places taken; asked for only where `capacity` binds. */
  readonly taken: number;
}

/** Capacity binds only what happens at a time. */
export const capacityOf = ({ when, capacity }: Activity): number | null => (when ? capacity : null);

/** Full; null: there is a place. */
export function judgePlaces(activity: Activity, taken: number): Explanation | null {
  const capacity = capacityOf(activity);
  return capacity !== null && taken >= capacity ? no({ is: 'full', capacity }) : null;
}

/** May this person join, or have they? `waiting`: asked already. What can never be comes before what can be asked for. */
export function judgeJoining({ activity, standing, placed, taken }: JoiningFacts): Explanation {
  const enrolment = enrolmentIn(standing, { kind: 'activity', id: activity.id });

  if (activity.state !== 'published') return no({ is: 'unpublished' });
  if (isJoined(enrolment)) return yes({ is: 'open' });
  if (activity.applyBefore && standing.now >= activity.applyBefore) {
    return no({ is: 'deadline-passed', at: activity.applyBefore });
  }
  const full = judgePlaces(activity, taken);
  if (full) return full;
  if (enrolment?.state === 'removed') return no({ is: 'invitation-needed' });
  if (activity.joining === 'open' || placed.length > 0) return yes({ is: 'open' });
  if (enrolment?.state === 'invited' || enrolment?.state === 'left') return yes({ is: 'open' });
  if (enrolment?.state === 'requested') return waiting({ is: 'approval-pending' });
  return no({ is: 'invitation-needed' });
}
