import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { type Explanation, no } from '../explanation.ts';
import { ActivityId, PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { takenPlaces } from '../read-step.ts';
import type { Activity } from './activity.ts';
import type { Enrolment } from './enrolment.ts';
import { capacityOf, judgePlaces } from './judge-joining.ts';

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
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { activity: id, person, accept, reason }: AnswerRequest,
): Promise<Outcome<Enrolment, AnswerRequestRefusal>> {
  const [activity, enrolment] = await Promise.all([
    records.activities.byId(id),
    records.enrolments.one(person, { kind: 'activity', id }),
  ]);
  if (!activity || !enrolment) return refused({ why: 'not-found' });
  const allowed = may.answerRequest(by, { organiser: activity.organiser, activity: id });
  if (allowed.verdict === 'no') return refusedTo(by, activity, allowed);
  if (enrolment.state !== 'requested') return refused({ why: 'answered-already', state: enrolment.state });
  if (!accept && (reason ?? '').length < 2) return refused({ why: 'reason-needed', least: 2 });
  const shut = accept ? await judgeRoom({ records }, activity) : null;
  if (shut) return refused({ why: 'step-locked', because: shut });

  const state = accept ? 'joined' : 'refused';
  const answered = { ...enrolment, state, reason, at: clock.now() } as const;
  await records.keep({ enrolment: [answered], activity: capacityOf(activity) === null ? [] : [activity] }, [
    domainEvent(by, 'activity.join-answered', { person, activity: id }),
    ...(accept ? [domainEvent(by, 'activity.joined', { person, activity: id })] : []),
  ]);
  return done(answered);
}

/** Who may not even know that somebody asked learns nothing. */
const refusedTo = (by: Actor, { organiser }: Activity, because: Explanation) =>
  may.seeOrganiser(by, organiser).verdict === 'yes'
    ? refused({ why: 'not-allowed', because })
    : refused({ why: 'not-found' });

async function judgeRoom(ports: Pick<Ports, 'records'>, activity: Activity): Promise<Explanation | null> {
  if (activity.state !== 'published') return no({ is: 'unpublished' });
  return judgePlaces(activity, await takenPlaces(ports, activity));
}
