import type { ActivityId } from '../ids.ts';
import type { Playlist } from './playlist.ts';

/** "3 of 3 needed + 1 extra": whole numbers. */
export interface Progress {
  readonly reached: number;
  readonly needed: number;
  readonly extra: number;
}

/** Needed steps decide; optional ones are counted beside them and hold nobody back. */
export function progress(playlist: Pick<Playlist, 'steps'>, completed: ReadonlySet<ActivityId>): Progress {
  const done = playlist.steps.filter((step) => completed.has(step.activity));
  const reached = done.filter((step) => step.isMandatory).length;
  const needed = playlist.steps.filter((step) => step.isMandatory).length;
  return { reached, needed, extra: done.length - reached };
}

/** All mandatory steps are; a playlist without any is never complete, and none such is published. */
export const isComplete = ({ reached, needed }: Progress): boolean => needed > 0 && reached >= needed;

/** Whole per cent of the needed only, rounded down: 100 means complete. */
export const percent = ({ reached, needed }: Progress): number =>
  needed === 0 ? 0 : Math.floor((100 * reached) / needed);
