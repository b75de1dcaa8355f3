import type { Placement } from '../../core/communities/placement.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import { hourMs, type Instant, instant, later, millis, secondMs } from '../../core/instant.ts';
import type { Identity } from '../../core/people/identity.ts';
import type { Result } from '../../core/ports/gradebook.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { below, type CourseAt, columnOf, isColumnThere, keepColumn, retryAfterIn } from './columns.ts';
import type { Facts } from './course-facts.ts';
import { familyOf } from './families/index.ts';
import { isSame, resultsOf } from './results.ts';
import {
  createScoreRecords,
  isTaken,
  nextTry,
  type ScoreRecord,
  wholeSecond,
  written,
} from './score-record.ts';
import type { ServiceClient } from './service-client.ts';

export interface ScoreParts {
  readonly ports: Pick<Ports, 'keyValues' | 'clock' | 'log'>;
  readonly facts: Facts;
  readonly client: ServiceClient;
}

export interface PlacementAt extends CourseAt {
  readonly placement: Placement;
}

interface Cell {
  readonly at: PlacementAt;
  /** Address of the column. */
  readonly column: string;
  readonly learner: Identity;
  readonly result: Result;
  keep(record: ScoreRecord): Promise<void>;
}

/** One score into its column; the calls for one cell must come one after another. */
export async function sendScore(
  parts: ScoreParts,
  at: PlacementAt,
  learner: Identity,
  result: Result,
): Promise<'shown' | 'newer'> {
  const { clock, keyValues } = parts.ports;
  const records = createScoreRecords(keyValues);
  const { id } = at.placement;
  const last = await records.read(id, learner.subject);
  if (last && last.asOf > result.asOf) return 'newer';
  const column = await columnOf(parts, at, at.placement);
  // An answer came, and what was to follow it did not: a crash in between.
  if (isTaken(last, result, column)) return 'shown';

  const cell: Cell = {
    at,
    column,
    learner,
    result,
    keep: (record) => records.keep(id, learner.subject, record),
  };
  const attempt = nextTry(last, result, column);
  notInTheFuture(attempt, clock.now());
  if ((await post(parts, cell, attempt)) === 'older') await overtake(parts, cell, attempt);
  return 'shown';
}

/** The platform counts what it has as later. The same score: it came through before, and only its answer was lost. */
async function overtake(parts: ScoreParts, cell: Cell, attempt: ScoreRecord): Promise<void> {
  const theirs = await resultAt(parts, cell);
  if (isSame(theirs, cell.result)) return cell.keep({ ...attempt, status: 200 });
  const theirTime = theirs?.timestamp === undefined ? Number.NaN : Date.parse(theirs.timestamp);
  const after = later(Number.isNaN(theirTime) ? attempt.timestamp : instant(theirTime), secondMs);
  const again = {
    ...attempt,
    tries: attempt.tries + 1,
    timestamp: latest(after, wholeSecond(parts.ports.clock.now())),
  };
  await cell.keep(again);
  notInTheFuture(again, parts.ports.clock.now());
  if ((await post(parts, cell, again)) === 'taken') return;
  throw new Declined('older', 'The platform has a grade that it counts as later');
}

const latest = (...moments: Instant[]): Instant => instant(Math.max(...moments.map(millis)));

/** A time in the future would lock the grade until then: rather wait, but not for a clock that is far off. */
function notInTheFuture({ timestamp }: ScoreRecord, now: Instant): void {
  if (timestamp <= now) return;
  const waitMs = millis(timestamp) - millis(now);
  if (waitMs > hourMs) throw new Declined('older', 'The platform has a grade from the future');
  throw new Unreachable('A second score within a second', { retryAfterMs: waitMs });
}

async function resultAt({ client }: ScoreParts, { at, column, learner }: Cell) {
  try {
    const results = await resultsOf(client, at, column, learner.subject);
    return results.find(({ userId }) => userId === learner.subject);
  } catch (fault) {
    // Without the right to read results there is nothing to compare with.
    if (fault instanceof Declined) return undefined;
    throw fault;
  }
}

/** @throws Declined Unreachable unless the platform took it or has a later one */
async function post(parts: ScoreParts, cell: Cell, attempt: ScoreRecord): Promise<'taken' | 'older'> {
  const { at, column, learner, result } = cell;
  const family = familyOf(at.registration.family);
  const { status, reason, text, headers } = await parts.client.ask(at.registration, {
    url: below(column, 'scores').href,
    method: 'POST',
    contentType: 'application/vnd.ims.lis.v1.score+json',
    scope: 'score',
    call: 'score',
    body: {
      userId: learner.subject,
      scoreGiven: result.points,
      scoreMaximum: result.pointsMaximum,
      ...(result.comment === null ? {} : { comment: result.comment }),
      activityProgress: result.state === 'complete' ? 'Completed' : 'InProgress',
      // Anything else and Moodle stores nothing, Canvas ignores the score.
      gradingProgress: 'FullyGraded',
      timestamp: written(attempt.timestamp),
      ...family.scoreExtras(),
    },
  });
  const answer = `${reason} ${text}`.trim().slice(0, 300);
  await cell.keep({ ...attempt, status, answer });

  const said = `${status} ${answer}`.trim();
  const verdict = family.readScoreAnswer(status, text);
  if (verdict === 'taken' || verdict === 'older') return verdict;
  if (verdict === 'later') {
    throw new Unreachable(`The gradebook answered ${status}`, { retryAfterMs: retryAfterIn(headers), said });
  }
  if (verdict === 'column-gone') {
    // By the book 404 may as well mean the learner.
    if (await isColumnThere(parts, at, column)) {
      throw new Declined('not-a-learner', `The gradebook answered ${status}`, { said });
    }
    await keepColumn(parts, at.placement, null);
    throw new Declined('column-deleted', 'The column is not there any more', { said });
  }
  if (verdict === 'our-fault') {
    const about = { placement: at.placement.id, registration: at.registration.id, status };
    parts.ports.log.error(about, 'A gradebook did not understand our score');
  }
  const code = verdict === 'token' ? 'token-refused' : verdict;
  throw new Declined(code, `The gradebook answered ${status}`, { said });
}
