import type { Activity } from '../../core/activities/activity.ts';
import { confirmAttendance } from '../../core/activities/confirm-attendance.ts';
import { declareDone } from '../../core/activities/declare-done.ts';
import { joinActivity } from '../../core/activities/join-activity.ts';
import type { Review } from '../../core/evidence/review.ts';
import { reviewEvidence } from '../../core/evidence/review-evidence.ts';
import { submitEvidence } from '../../core/evidence/submit-evidence.ts';
import type { Work } from '../../core/evidence/work.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Someone } from '../../core/people/actor.ts';
import type { City } from './city.ts';
import { taskOf } from './city.ts';

/** What came of it, which must have been done. */
export function ok<Done>(outcome: Outcome<Done, { readonly why: string }>): Done {
  if (outcome.refused) throw new Error(`Refused: ${JSON.stringify(outcome.refused)}`);
  // A refusal was thrown above; what is left is done.
  return outcome.done as Done;
}

let forms = 0;
/** The word of a form that was shown once. */
export const aForm = (): string => {
  forms += 1;
  return `form-${forms}`;
};

/** The steps of the journeys as somebody takes them, each of which must succeed. */
export const doing = (city: City) => ({
  declare: async (by: Someone, activity: Activity) =>
    ok(await declareDone(city.ports, by, { activity: activity.id, within: city.makers.id })),
  join: async (by: Someone, activity: Activity) =>
    ok(await joinActivity(city.ports, by, { activity: activity.id, within: null })),
  submit: async (by: Someone, activity: Activity, nth = 0, text = 'What I heard.') =>
    ok(await submitEvidence(city.ports, by, handingIn(activity, nth, text))),
  review: async (
    by: Someone,
    work: Work,
    decision: Review['decision'] = 'approve',
    words: string | null = null,
  ) =>
    ok(
      await reviewEvidence(city.ports, by, {
        work: work.id,
        evidenceVersion: work.evidenceVersion,
        decision,
        words,
      }),
    ),
  confirm: async (by: Someone, activity: Activity, ...persons: Someone[]) =>
    ok(
      await confirmAttendance(city.ports, by, {
        activity: activity.id,
        persons: persons.map(({ person }) => person),
      }),
    ),
  /** Lets the ten seconds of undoing pass, and everything follow. */
  async settle() {
    city.clock.advance(10_000);
    await city.settle();
  },
});

export const handingIn = (activity: Activity, nth = 0, text = 'What I heard.') => ({
  activity: activity.id,
  task: taskOf(activity, nth),
  within: null,
  items: [{ kind: 'text' as const, text }],
  note: null,
  handIn: aForm(),
});
