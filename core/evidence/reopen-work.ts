import { z } from 'zod';
import type { Completion } from '../activities/completion.ts';
import type { Enrolment } from '../activities/enrolment.ts';
import { judgeCompletion } from '../activities/judge-completion.ts';
import { domainEvent } from '../domain-events.ts';
import { WorkId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { mayOverrule, readHat, readWork, type WorkRead } from '../read-work.ts';
import { judgeReopening } from './judge-review.ts';
import { openedAgain, type Work } from './work.ts';

export const ReopenWork = z.object({
  work: WorkId,
  /** 2..500 characters; the learner reads them. */
  reason: z.string().trim().max(500),
});
export type ReopenWork = z.infer<typeof ReopenWork>;

export type ReopenWorkRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'reason-needed'; readonly least: 2 }
  | { readonly why: 'not-finished'; readonly state: Work['state'] };

/** Opens finished work again. The only way in which progress shrinks; awards stay. */
export async function reopenWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { work: id, reason }: ReopenWork,
): Promise<Outcome<{ readonly work: Work; readonly completionVoided: boolean }, ReopenWorkRefusal>> {
  const read = await readWork(ports, await ports.records.work.byId(id));
  const hat = read && (await readHat(ports, by, read));
  if (!read || !hat) return refused({ why: 'not-found' });
  const because = judgeReopening({ work: read.work, hat }, mayOverrule(by, read));
  if (because.reason.is === 'not-finished') return refused({ why: 'not-finished', state: read.work.state });
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  if (reason.length < 2) return refused({ why: 'reason-needed', least: 2 });

  const work = openedAgain(read.work, reason);
  const { person, activity, task, evidenceVersion } = work;
  const voided = await readVoided(ports, read, work, reason);
  await ports.records.keep({ work: [work], ...voided }, [
    domainEvent(by, 'work.reopened', { person, activity, task, evidenceVersion }),
    ...(voided ? [domainEvent(by, 'activity.completion-voided', { person, activity })] : []),
  ]);
  return done({ work: { ...work, revision: work.revision + 1 }, completionVoided: voided !== null });
}

/** What does not count any more without this work; null: enough other tasks are finished, or it counted for nothing yet. */
async function readVoided(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  { activity }: WorkRead,
  work: Work,
  reason: string,
): Promise<{ completion: readonly Completion[]; enrolment: readonly Enrolment[] } | null> {
  const [completion, others, enrolments, holding] = await Promise.all([
    records.completions.one(work.person, activity.id),
    records.work.of(work.person, [activity.id]),
    records.enrolments.of(work.person),
    records.playlists.holding(activity.id),
  ]);
  if (!completion || completion.voided || completion.how !== 'tasks') return null;
  const now = clock.now();
  const left = others.filter(({ id }) => id !== work.id);
  const facts = { work: left, confirmed: null, hasDeclared: false, asOf: now };
  if (judgeCompletion(activity, facts).verdict === 'yes') return null;

  const needing = holding.filter(({ steps }) =>
    steps.some((step) => step.isMandatory && step.activity === activity.id),
  );
  const resting: readonly string[] = [activity.id, ...needing.map(({ id }) => id)];
  return {
    completion: [{ ...completion, voided: { at: now, reason } }],
    enrolment: enrolments
      .filter(({ state, subject }) => state === 'completed' && resting.includes(subject.id))
      .map((enrolment) => ({ ...enrolment, state: 'joined' })),
  };
}
