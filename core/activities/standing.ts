import type { Community } from '../communities/community.ts';
import { judgeEarning } from '../communities/earns-here.ts';
import type { Membership } from '../communities/membership.ts';
import type { Placement } from '../communities/placement.ts';
import { type Explanation, no } from '../explanation.ts';
import type { ActivityId, PersonId, PlaylistId, Subject } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Actor } from '../people/actor.ts';
import type { Enrolment } from './enrolment.ts';

/** How somebody stands towards what is offered: read once by a use case, then judged. */
export interface Standing {
  readonly now: Instant;
  readonly person: PersonId | null;
  readonly seat: Actor['seat'];
  /** What counts, in whatever tool it was done. */
  readonly completed: ReadonlySet<ActivityId>;
  readonly enrolments: readonly Enrolment[];
  /** Active ones. */
  readonly memberships: readonly Membership[];
  /** Those of the memberships. */
  readonly communities: readonly Community[];
  /** What is placed in these communities. */
  readonly placements: readonly Placement[];
}

export const enrolmentIn = ({ enrolments }: Standing, { kind, id }: Subject): Enrolment | null =>
  enrolments.find(({ subject }) => subject.kind === kind && subject.id === id) ?? null;

export const isJoined = (enrolment: Enrolment | null): boolean =>
  enrolment?.state === 'joined' || enrolment?.state === 'completed';

/** Their placements of an activity: of its own, or of a playlist that holds it. */
export const placementsOf = (
  { placements }: Pick<Standing, 'placements'>,
  activity: ActivityId,
  holding: readonly PlaylistId[],
): readonly Placement[] =>
  placements.filter(({ subject }) =>
    subject.kind === 'activity' ? subject.id === activity : holding.includes(subject.id),
  );

/** Why nothing that this person does counts here; null: it does. Teaching is of the course one sits in (`seat`). */
export function earnsNothing({ person, seat, memberships }: Standing): Explanation | null {
  if (!person) return no({ is: 'not-signed-in' });
  if (!seat) return null;
  const here = memberships.find(({ community }) => community === seat.community);
  // Both: a role switched to learner for a look is still the teacher we know.
  const asWhom = [...(here ? [here] : []), { seat: seat.as, isTest: false }];
  return asWhom.map(judgeEarning).find(({ verdict }) => verdict === 'no') ?? null;
}

/**
 * Why this person may not act here; null: they may. A test student plays: teachers try with it what learners will see,
 * and it earns nothing and stands in no list.
 */
export function mayNotAct(standing: Standing): Explanation | null {
  const nothing = earnsNothing(standing);
  const plays = nothing?.reason.is === 'earns-nothing' && nothing.reason.as === 'test-student';
  return plays ? null : nothing;
}

/** The same place in the world, seen by a learner who has just come. */
export const asNewcomer = (standing: Standing): Standing => ({
  ...standing,
  seat: standing.seat && { ...standing.seat, as: 'learner' },
  completed: new Set(),
  enrolments: [],
  memberships: standing.memberships.map((membership) => ({ ...membership, seat: 'learner', isTest: false })),
});
