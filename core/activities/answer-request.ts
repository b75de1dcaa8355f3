import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PersonId } from '../ids.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Enrolment } from './enrolment.ts';

export const AnswerRequest = z.object({
  activity: ActivityId,
  person: PersonId,
  accept: z.boolean(),
  /** 2..500 characters, needed to say no. */
  reason: z.string().trim().max(500).nullable().default(null),
});
export type AnswerRequest = z.infer<typeof AnswerRequest>;

export type AnswerRequestRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'reason-needed'; readonly least: 2 }
  | { readonly why: 'answered-already'; readonly state: Enrolment['state'] }
  /** Full by now, or unpublished. */
  | { readonly why: 'step-locked'; readonly because: Explanation };

/** Lets somebody in who asked, or says no with a reason that only they read. */
export async function answerRequest(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: AnswerRequest,
): Promise<Outcome<Enrolment, AnswerRequestRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
