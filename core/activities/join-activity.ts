import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PlaylistId } from '../ids.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Enrolment } from './enrolment.ts';

export const JoinActivity = z.object({
  activity: ActivityId,
  within: PlaylistId.nullable().default(null),
});
export type JoinActivity = z.infer<typeof JoinActivity>;

export type JoinActivityRefusal =
  | NotFound
  /** A test student, a teacher of the course or a visitor. */
  | NotAllowed
  /** Deadline, places, the sequence, unpublished, or an earlier no. */
  | { readonly why: 'step-locked'; readonly because: Explanation };

/** Joins, or asks to where somebody has to agree: the state says which. Twice is once. */
export async function joinActivity(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  input: JoinActivity,
): Promise<Outcome<Enrolment, JoinActivityRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
