import type { PlacementId } from '../../core/ids.ts';
import { type Instant, instant, later, millis, secondMs } from '../../core/instant.ts';
import type { KeyValueStore } from '../../core/ports/engine.ts';
import type { Result } from '../../core/ports/gradebook.ts';

/**
 * What we last sent for one learner and one column, and what was answered. A try without an answer leaves it as it is:
 * the next one makes the same of it.
 */
export interface ScoreRecord {
  /** Address of the column. */
  readonly column: string;
  readonly points: number;
  readonly pointsMaximum: number;
  readonly asOf: Instant;
  /** Of the score as the platform gets it: whole seconds. */
  readonly timestamp: Instant;
  readonly tries: number;
  /** Null: to be sent with a later time, once that has come. */
  readonly status: number | null;
  /** First 300 characters. */
  readonly answer: string | null;
}

const namespace = 'lti.scores';

export function createScoreRecords(keyValues: KeyValueStore) {
  return {
    read: (placement: PlacementId, subject: string) =>
      keyValues.read<ScoreRecord>(namespace, keyOf(placement, subject)),
    keep: (placement: PlacementId, subject: string, record: ScoreRecord) =>
      keyValues.put(namespace, keyOf(placement, subject), record),
  };
}
export type ScoreRecords = ReturnType<typeof createScoreRecords>;

const keyOf = (placement: PlacementId, subject: string): string => `${placement} ${subject}`;

/**
 * The record of the next try. Its time is that of the result in whole seconds, the same on every try, and at least
 * a second after the last other one: Moodle compares seconds and refuses what is not later.
 */
export function nextTry(last: ScoreRecord | null, result: Result, column: string): ScoreRecord {
  if (last && isSameSend(last, result, column)) {
    return { ...last, tries: last.tries + 1, status: null, answer: null };
  }
  const own = wholeSecond(result.asOf);
  // A new column holds nothing yet that a score would have to be later than.
  const after = last?.column === column ? later(last.timestamp, secondMs) : null;
  return {
    column,
    points: result.points,
    pointsMaximum: result.pointsMaximum,
    asOf: result.asOf,
    timestamp: after && after > own ? after : own,
    tries: 1,
    status: null,
    answer: null,
  };
}

/** Whether this very result has arrived in this column. */
export const isTaken = (last: ScoreRecord | null, result: Result, column: string): boolean =>
  last !== null &&
  isSameSend(last, result, column) &&
  last.status !== null &&
  last.status >= 200 &&
  last.status < 300;

const isSameSend = (last: ScoreRecord, result: Result, column: string): boolean =>
  last.asOf === result.asOf &&
  last.points === result.points &&
  last.pointsMaximum === result.pointsMaximum &&
  last.column === column;

export const wholeSecond = (moment: Instant): Instant =>
  instant(Math.floor(millis(moment) / secondMs) * secondMs);

/** As platforms read it: without the part of a second, which is nought. */
export const written = (timestamp: Instant): string => timestamp.replace('.000Z', 'Z');
