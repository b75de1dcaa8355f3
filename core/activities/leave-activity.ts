import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { ActivityId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Enrolment } from './enrolment.ts';

export const LeaveActivity = z.object({ activity: ActivityId });
export type LeaveActivity = z.infer<typeof LeaveActivity>;

export type LeaveActivityRefusal =
  | NotFound
  | { readonly why: 'not-joined'; readonly state: Enrolment['state'] };

/** Leaving keeps progress; a request is taken back the same way. */
export async function leaveActivity(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { activity }: LeaveActivity,
): Promise<Outcome<Enrolment, LeaveActivityRefusal>> {
  const enrolment = await records.enrolments.one(by.person, { kind: 'activity', id: activity });
  if (!enrolment) return refused({ why: 'not-found' });
  if (enrolment.state !== 'joined' && enrolment.state !== 'requested') {
    return refused({ why: 'not-joined', state: enrolment.state });
  }

  // Who takes a request back has never been in: coming back means asking again.
  const state = enrolment.state === 'joined' ? 'left' : 'declined';
  const left = { ...enrolment, state, at: clock.now() } as const;
  await records.keep({ enrolment: [left] }, [
    domainEvent(by, 'activity.left', { person: by.person, activity }),
  ]);
  return done(left);
}
