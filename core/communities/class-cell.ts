import type { Activity } from '../activities/activity.ts';
import { isStuck } from '../evidence/check.ts';
import type { Instant } from '../instant.ts';
import type { ClassRow } from '../ports/records.ts';
import type { ClassTerms } from './class-terms.ts';

/** Where a learner is with one activity; of several tasks what somebody has to act on comes first. */
export type ClassCell =
  | { readonly is: 'done' }
  /** Since when the longest waiting of it waits. */
  | { readonly is: 'in-review'; readonly since: Instant; readonly isStuck: boolean }
  | { readonly is: 'came-back' }
  | { readonly is: 'under-way'; readonly finished: number; readonly of: number }
  | { readonly is: 'nothing-yet' };

export function classCell(row: ClassRow, { id, tasks }: Activity, now: Instant): ClassCell {
  if (row.completed.includes(id)) return { is: 'done' };
  const work = row.work.filter(({ activity }) => activity === id);
  const [longest] = work
    .flatMap(({ state, waitingSince }) => (state === 'in-review' && waitingSince ? [waitingSince] : []))
    .sort();
  if (longest) return { is: 'in-review', since: longest, isStuck: isStuck(longest, now) };
  if (work.some(({ state }) => state === 'to-improve' || state === 'rejected')) return { is: 'came-back' };
  const finished = work.filter(({ state }) => state === 'finished').length;
  return finished > 0 ? { is: 'under-way', finished, of: tasks.length } : { is: 'nothing-yet' };
}

/** How many of the needed ones are done. */
export const reachedIn = (row: ClassRow, needed: ClassTerms['needed']): number =>
  needed.filter((activity) => row.completed.includes(activity)).length;
