import { z } from 'zod';
import { ActivityId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Enrolment } from './enrolment.ts';

export const LeaveActivity = z.object({ activity: ActivityId });
export type LeaveActivity = z.infer<typeof LeaveActivity>;

export type LeaveActivityRefusal =
  | NotFound
  | { readonly why: 'not-joined'; readonly state: Enrolment['state'] | null };

/** Leaving keeps progress; a request is taken back the same way. */
export async function leaveActivity(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: LeaveActivity,
): Promise<Outcome<Enrolment, LeaveActivityRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
