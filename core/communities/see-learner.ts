import { z } from 'zod';
import { PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { type LearnerPart, readLearnerParts } from '../read-learner.ts';
import type { Community } from './community.ts';
import type { Membership } from './membership.ts';
import { placedIn } from './read-class.ts';

export const SeeLearner = z.object({ person: PersonId });
export type SeeLearner = z.infer<typeof SeeLearner>;

export interface LearnerView {
  readonly community: Community;
  readonly membership: Membership;
  /** As shared in this course, else the alias. */
  readonly name: string;
  /** What is placed in this course. */
  readonly parts: readonly LearnerPart[];
}

/** One learner of the seat's course: how far, what waits, which badge and why not yet, for its granted teachers. */
export async function seeLearner(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { person: id }: SeeLearner,
): Promise<Outcome<LearnerView, NotFound | NotAllowed>> {
  const { records } = ports;
  const community = by.seat && (await records.communities.byId(by.seat.community));
  if (!community) return refused({ why: 'not-found' });
  const allowed = may.seeClass(by, community);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const [membership, person] = await Promise.all([
    records.memberships.one(community.id, id),
    records.people.byId(id),
  ]);
  if (membership?.seat !== 'learner' || person?.state !== 'active') return refused({ why: 'not-found' });

  const placed = await placedIn({ records }, community);
  return done({
    community,
    membership,
    name: membership.name ?? person.alias,
    parts: await readLearnerParts(ports, { person: id, at: community.id }, placed),
  });
}
