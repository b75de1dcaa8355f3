import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PlaylistId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { judgeStep, type StepFacts } from '../playlists/judge-step.ts';
import type { Ports } from '../ports/ports.ts';
import { readStep } from '../read-step.ts';
import type { CompletedBy } from './activity.ts';
import { type Completion, completionOf } from './completion.ts';
import { enrolled } from './enrol.ts';
import { mayNotAct } from './standing.ts';

export const DeclareDone = z.object({
  activity: ActivityId,
  within: PlaylistId.nullable().default(null),
});
export type DeclareDone = z.infer<typeof DeclareDone>;

export type DeclareDoneRefusal =
  | NotFound
  | NotAllowed
  /** It is completed another way. */
  | { readonly why: 'other-way'; readonly way: CompletedBy['way'] }
  | { readonly why: 'step-locked'; readonly because: Explanation };

/** A learner says that an activity is done which takes their word for it. Twice is once. */
export async function declareDone(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  input: DeclareDone,
): Promise<Outcome<Completion, DeclareDoneRefusal>> {
  const facts = await readStep(ports, by, input);
  if (!facts) return refused({ why: 'not-found' });
  const { activity, standing } = facts;
  const because = mayNotAct(standing);
  if (because) return refused({ why: 'not-allowed', because });
  const { way } = activity.completedBy;
  if (way !== 'declaration') return refused({ why: 'other-way', way });

  const existing = await ports.records.completions.one(by.person, activity.id);
  if (existing && !existing.voided) return done(existing);
  const step = judgeStep(facts);
  if (step.verdict !== 'yes') return refused({ why: 'step-locked', because: step });
  return keepDone(ports, by, facts, existing);
}

async function keepDone(
  { records, ids }: Pick<Ports, 'records' | 'ids'>,
  by: Someone,
  facts: StepFacts,
  existing: Completion | null,
) {
  const { activity, standing } = facts;
  const { id, version } = activity;
  const completion = completionOf(
    existing,
    { person: by.person, activity: id, version, how: 'declaration', at: standing.now, by: null },
    ids,
  );
  const { own, enrolment, activity: places, events } = enrolled(by, facts, ids);
  const others = enrolment.filter((one) => one.id !== own.id);
  const changes = {
    activity: places,
    completion: [completion],
    enrolment: [{ ...own, state: 'completed' as const }, ...others],
  };
  await records.keep(changes, [
    ...events,
    domainEvent(by, 'activity.completed', { person: by.person, activity: id }),
  ]);
  return done(completion);
}
