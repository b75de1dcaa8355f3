import type { StepFacts } from '../playlists/judge-step.ts';

/**
 * After the deadline of its course. Of its own link before that of a playlist; in an LMS that course only, else late only
 * where every course that asks for it is past its deadline. Marks work; shuts nothing by itself.
 */
export function isLate({ placed, standing: { now, seat } }: StepFacts): boolean {
  const here = placed.filter(({ community }) => !seat || community === seat.community);
  const own = here.filter(({ subject }) => subject.kind === 'activity');
  const asking = own.length > 0 ? own : here;
  return asking.length > 0 && asking.every(({ deadline }) => deadline !== null && now > deadline);
}

/** What is late is refused only where the activity was closed for late work. */
export const isShutForLate = (facts: StepFacts): boolean =>
  facts.activity.closedLate === true && isLate(facts);
