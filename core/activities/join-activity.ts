import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PlaylistId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { judgeStep, type StepFacts } from '../playlists/judge-step.ts';
import type { Ports } from '../ports/ports.ts';
import { readStep } from '../read-step.ts';
import { asked, enrolled } from './enrol.ts';
import type { Enrolment } from './enrolment.ts';
import { enrolmentIn, isJoined, mayNotAct } from './standing.ts';

export const JoinActivity = z.object({
  activity: ActivityId,
  within: PlaylistId.nullable().default(null),
});
export type JoinActivity = z.infer<typeof JoinActivity>;

export type JoinActivityRefusal =
  | NotFound
  /** A teacher of the course or a visitor. */
  | NotAllowed
  /** Deadline, places, the sequence, unpublished, or an earlier no. */
  | { readonly why: 'step-locked'; readonly because: Explanation };

/** Joins, or asks to where somebody has to agree: the state says which. Twice is once. */
export async function joinActivity(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  input: JoinActivity,
): Promise<Outcome<Enrolment, JoinActivityRefusal>> {
  const facts = await readStep(ports, by, input);
  if (!facts) return refused({ why: 'not-found' });
  const because = mayNotAct(facts.standing);
  if (because) return refused({ why: 'not-allowed', because });

  const existing = enrolmentIn(facts.standing, { kind: 'activity', id: facts.activity.id });
  if (existing && (isJoined(existing) || existing.state === 'requested')) return done(existing);
  const step = judgeStep(facts);
  if (step.verdict === 'yes' || step.reason.is === 'not-started-yet') return join(ports, by, facts);
  if (step.reason.is === 'invitation-needed' && mayAsk(existing)) return ask(ports, by, facts);
  return refused({ why: 'step-locked', because: step });
}

/** Before it starts is when one joins an event. */
async function join({ records, ids }: Pick<Ports, 'records' | 'ids'>, by: Someone, facts: StepFacts) {
  const { own, enrolment, activity, events } = enrolled(by, facts, ids, false);
  await records.keep({ enrolment, activity }, events);
  return done(own);
}

async function ask({ records, ids }: Pick<Ports, 'records' | 'ids'>, by: Someone, facts: StepFacts) {
  const { own, changes, events } = asked(by, facts, ids);
  await records.keep(changes, events);
  return done(own);
}

/** A no that was given stands. */
const mayAsk = (existing: Enrolment | null): boolean =>
  existing?.state !== 'refused' && existing?.state !== 'removed';
