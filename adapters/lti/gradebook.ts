import type { Membership } from '../../core/communities/membership.ts';
import type { Placement } from '../../core/communities/placement.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { PlacementId } from '../../core/ids.ts';
import { type Instant, instant, later, millis, secondMs } from '../../core/instant.ts';
import type { Identity } from '../../core/people/identity.ts';
import type { Gradebook, Result } from '../../core/ports/gradebook.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { below, type CourseAt, columnOf, keepColumn, makeColumn, retryAfterIn } from './columns.ts';
import type { Facts } from './course-facts.ts';
import { familyOf } from './families/index.ts';
import { registrationOfTenant } from './registration.ts';
import type { Registry } from './registry.ts';
import { isSame, resultsOf } from './results.ts';
import { requireScope } from './scopes.ts';
import { createScoreRecords, nextTry, type ScoreRecord, wholeSecond, written } from './score-record.ts';
import type { ServiceClient } from './service-client.ts';

export interface GradebookParts {
  readonly ports: Pick<Ports, 'records' | 'keyValues' | 'clock' | 'log'>;
  readonly facts: Facts;
  readonly registry: Registry;
  readonly client: ServiceClient;
}

interface At extends CourseAt {
  readonly placement: Placement;
}

/** Grades by LTI's Assignment and Grade Services 2.0. */
export function createGradebook(parts: GradebookParts): Gradebook {
  const { ports, client } = parts;
  const inOrder = lanes();

  return {
    async write(id, learner, result) {
      const at = await placeOf(parts, id);
      const member = await memberAt(parts, at, learner);
      // Whoever is known as its teacher, and a platform's test student, has no grade there.
      if (member.seat !== 'learner' || member.isTest) return;
      requireScope(at.course.gradeScopes, 'score');
      await inOrder(`${id} ${learner.subject}`, () => sendScore(parts, at, learner, result));
    },
    async read(id) {
      const at = await placeOf(parts, id);
      const results = await resultsOf(client, at, await columnOf(parts, at, at.placement), null);
      return new Map(
        results.flatMap(({ userId, resultScore, resultMaximum = 1 }) =>
          resultScore === undefined ? [] : [[userId, Math.floor((100 * resultScore) / resultMaximum)]],
        ),
      );
    },
    async addColumn(id, label, pointsMaximum) {
      const at = await placeOf(parts, id);
      await makeColumn(parts, at, at.placement, label, pointsMaximum);
    },
    async tenantOf(id) {
      const placement = await ports.records.placements.byId(id);
      const community = placement && (await ports.records.communities.byId(placement.community));
      return community?.kind === 'lms-course' ? registrationOfTenant(community.tenant) : null;
    },
  };
}

async function placeOf({ ports, facts, registry }: GradebookParts, id: PlacementId): Promise<At> {
  const placement = await ports.records.placements.byId(id);
  const course = placement && (await facts.course(placement.community));
  const registration = course && (await registry.byId(course.registration));
  if (!placement || !course || !registration) throw new Declined('column-missing', 'No course of an LMS');
  if (!registration.isActive) throw new Declined('platform-inactive', 'The platform is switched off');
  return { placement, course, registration };
}

/** Only who was met in that very course, by launch or roster, has grades there. */
async function memberAt({ ports }: GradebookParts, at: At, learner: Identity): Promise<Membership> {
  const member = await ports.records.memberships.one(at.placement.community, learner.person);
  if (!member || learner.kind !== 'lti' || learner.tenant !== at.registration.id) {
    throw new Declined('not-known-there', 'The course does not know this learner');
  }
  if (member.state !== 'active') throw new Declined('not-a-learner', 'The learner has left the course');
  return member;
}

async function sendScore(parts: GradebookParts, at: At, learner: Identity, result: Result): Promise<void> {
  const { clock, keyValues } = parts.ports;
  const records = createScoreRecords(keyValues);
  const { id } = at.placement;
  const column = await columnOf(parts, at, at.placement);
  const attempt = nextTry(await records.read(id, learner.subject), result);
  const keep = (record: ScoreRecord) => records.keep(id, learner.subject, record);
  notInTheFuture(attempt, clock.now());
  await keep(attempt);
  if ((await post(parts, at, column, learner, result, attempt, keep)) === 'taken') return;

  // The platform counts what it has as later. The same score: it came through before, and only its answer was lost.
  const theirs = await resultAt(parts, at, column, learner);
  if (isSame(theirs, result)) return;
  const theirTime = theirs?.timestamp === undefined ? Number.NaN : Date.parse(theirs.timestamp);
  const after = later(Number.isNaN(theirTime) ? attempt.timestamp : instant(theirTime), secondMs);
  const now = wholeSecond(clock.now());
  const again = { ...attempt, tries: attempt.tries + 1, timestamp: latest(after, now) };
  await keep(again);
  notInTheFuture(again, clock.now());
  if ((await post(parts, at, column, learner, result, again, keep)) === 'taken') return;
  throw new Declined('older', 'The platform has a grade that it counts as later');
}

const latest = (...moments: Instant[]): Instant => instant(Math.max(...moments.map(millis)));

/** A time in the future would lock the grade until then: rather wait. */
function notInTheFuture({ timestamp }: ScoreRecord, now: ScoreRecord['timestamp']): void {
  if (timestamp <= now) return;
  throw new Unreachable('A second score within a second', { retryAfterMs: millis(timestamp) - millis(now) });
}

async function resultAt({ client }: GradebookParts, at: At, column: string, learner: Identity) {
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
async function post(
  parts: GradebookParts,
  { registration, placement }: At,
  column: string,
  learner: Identity,
  result: Result,
  attempt: ScoreRecord,
  keep: (record: ScoreRecord) => Promise<void>,
): Promise<'taken' | 'older'> {
  const family = familyOf(registration.family);
  const { status, text, headers } = await parts.client.ask(registration, {
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
  await keep({ ...attempt, status, answer: text.slice(0, 300) });

  const verdict = family.readScoreAnswer(status, text);
  if (verdict === 'taken' || verdict === 'older') return verdict;
  if (verdict === 'later') {
    throw new Unreachable(`The gradebook answered ${status}`, { retryAfterMs: retryAfterIn(headers) });
  }
  if (verdict === 'column-gone') {
    await keepColumn(parts, placement, null);
    throw new Declined('column-deleted', 'The column is not there any more');
  }
  if (verdict === 'our-fault') {
    const about = { placement: placement.id, registration: registration.id, status };
    parts.ports.log.error(about, 'A gradebook did not understand our score');
  }
  throw new Declined(verdict === 'token' ? 'token-refused' : verdict, `The gradebook answered ${status}`);
}

/** What has the same name runs one after another. */
function lanes() {
  const last = new Map<string, Promise<unknown>>();

  return <Answer>(name: string, run: () => Promise<Answer>): Promise<Answer> => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(run, run);
    const ended = mine.then(
      () => {},
      () => {},
    );
    last.set(name, ended);
    void ended.then(() => last.get(name) === ended && last.delete(name));
    return mine;
  };
}
