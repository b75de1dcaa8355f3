import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { ActivityId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Activity } from './activity.ts';

/** `takes` no: what comes after the deadline is refused from now on. Yes: it is marked and taken again. */
export const CloseLateWork = z.object({ activity: ActivityId, takes: z.enum(['yes', 'no']) });
export type CloseLateWork = z.infer<typeof CloseLateWork>;

export type CloseLateWorkRefusal = NotFound | NotAllowed;

/** Closes an activity for late work, or opens it again (R10). No new version: its content is the same. Twice is once. */
export async function closeLateWork(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { activity: id, takes }: CloseLateWork,
): Promise<Outcome<Activity, CloseLateWorkRefusal>> {
  const activity = await records.activities.byId(id);
  if (activity?.state !== 'published') return refused({ why: 'not-found' });
  const allowed = may.closeLateWork(by, { organiser: activity.organiser, activity: id });
  if (allowed.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, activity.organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because: allowed }) : refused({ why: 'not-found' });
  }
  if ((takes === 'no') === (activity.closedLate === true)) return done(activity);

  const { closedLate: _, ...taking } = activity;
  const next: Activity = takes === 'no' ? { ...taking, closedLate: true } : taking;
  await records.keep({ activity: [next] }, [
    domainEvent(by, takes === 'no' ? 'activity.late-work-closed' : 'activity.late-work-opened', {
      activity: id,
    }),
  ]);
  return done({ ...next, revision: next.revision + 1 });
}
