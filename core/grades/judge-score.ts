import type { Placement } from '../communities/placement.ts';
import type { ActivityId } from '../ids.ts';
import type { Playlist } from '../playlists/playlist.ts';
import { percent, progress } from '../playlists/progress.ts';
import type { Grade } from './grade.ts';

export interface Score {
  readonly points: number;
  readonly pointsMaximum: number;
  readonly isComplete: boolean;
}

/**
 * What stands in the column of a placement: an activity's maximum at its completion and nothing before,
 * a playlist's share of needed steps, rounded down. Null: none of it is done yet, or there is no column.
 * @param playlist the one placed; null where an activity is
 */
export function judgeScore(
  placement: Pick<Placement, 'subject' | 'gradeColumn'>,
  playlist: Pick<Playlist, 'steps'> | null,
  completed: ReadonlySet<ActivityId>,
): Score | null {
  const { subject, gradeColumn } = placement;
  if (!gradeColumn) return null;
  const pointsMaximum = gradeColumn.max;
  if (subject.kind === 'activity') {
    return completed.has(subject.id) ? { points: pointsMaximum, pointsMaximum, isComplete: true } : null;
  }
  if (!playlist?.steps.some(({ activity }) => completed.has(activity))) return null;
  const share = percent(progress(playlist, completed));
  return { points: Math.floor((share * pointsMaximum) / 100), pointsMaximum, isComplete: share === 100 };
}

/** Whether a score moves a grade: upwards only, and never over what an organiser decided by hand. */
export function moves(
  grade: Pick<Grade, 'points' | 'pointsMaximum' | 'byHand'> | null,
  score: Score,
): boolean {
  if (!grade) return true;
  if (grade.byHand) return false;
  return score.points * grade.pointsMaximum > grade.points * score.pointsMaximum;
}
