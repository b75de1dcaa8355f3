import { domainEvent, following, type Told } from '../domain-events.ts';
import type { Work } from '../evidence/work.ts';
import { bestScore } from '../grades/score-read.ts';
import type { Instant } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import { completionOf } from './completion.ts';
import { enrolmentFor, subjectOf } from './enrol.ts';
import type { Enrolment } from './enrolment.ts';
import { judgeCompletion } from './judge-completion.ts';

/**
 * Keeps the completion of an activity once nothing about it can be undone any more.
 * What it rests on is written again as it is: an undoing at the same moment is then refused, or this finds it undone.
 */
export async function completeActivity(
  { records, ids, clock }: Pick<Ports, 'records' | 'ids' | 'clock'>,
  event: Told<'work.finished' | 'activity.confirmed' | 'grade.read'>,
): Promise<void> {
  const { person, activity: id } = event.payload;
  const [activity, existing, enrolment, work, scores] = await Promise.all([
    records.activities.byId(id),
    records.completions.one(person, id),
    records.enrolments.one(person, { kind: 'activity', id }),
    records.work.of(person, [id]),
    records.scores.of(person),
  ]);
  if (!activity || (existing && !existing.voided)) return;
  const asOf = momentOf(event, clock.now());
  const confirmed = enrolment?.confirmed ?? null;
  const score = bestScore(scores, id);
  const due = judgeCompletion(activity, { work, confirmed, hasDeclared: false, score, asOf });
  if (due.verdict !== 'yes') return;

  const { way } = activity.completedBy;
  const facts = { person, activity: id, version: activity.version, how: way, at: clock.now() };
  const completed: Enrolment = {
    ...enrolmentFor(person, subjectOf(activity), enrolment, ids),
    state: 'completed',
    via: enrolment?.via ?? null,
    at: enrolment?.at ?? asOf,
    reason: null,
  };
  await records.keep(
    {
      completion: [
        completionOf(
          existing,
          { ...facts, by: way === 'tasks' || way === 'score' ? null : (confirmed?.by ?? null) },
          ids,
        ),
      ],
      enrolment: [completed],
      work: way === 'tasks' ? work.filter(isFinished) : [],
    },
    [domainEvent(following(event), 'activity.completed', { person, activity: id })],
  );
}

const isFinished = ({ state }: Work): boolean => state === 'finished';

/** Told when due: our own clock may be a little behind the engine's, and nothing tells us twice. */
const momentOf = ({ due, at }: Told, now: Instant): Instant => [due ?? at, now].toSorted().at(-1) ?? now;
