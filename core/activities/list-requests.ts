import { z } from 'zod';
import { OrganiserId, type PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import { nameOf, type Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { Activity } from './activity.ts';
import type { Enrolment } from './enrolment.ts';

export const ListRequests = z.object({
  organiser: OrganiserId,
  after: z.string().nullable().default(null),
  size: z.number().int().min(1).max(200).default(50),
});
export type ListRequests = z.infer<typeof ListRequests>;

export interface JoinRequest {
  readonly person: PersonId;
  /** Display name, else alias. */
  readonly name: string;
  readonly activity: Activity;
  readonly at: Instant;
}

/** Who asks to join an organiser's activities, oldest first. */
export async function listRequests(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { organiser, after, size }: ListRequests,
): Promise<
  Outcome<{ readonly items: readonly JoinRequest[]; readonly next: string | null }, NotFound | NotAllowed>
> {
  if (may.seeOrganiser(by, organiser).verdict === 'no') return refused({ why: 'not-found' });
  const allowed = may.answerRequest(by, { organiser });
  if (allowed.verdict === 'no') return refused({ why: 'not-allowed', because: allowed });

  const { items, next } = await records.enrolments.requested(organiser, { size, after });
  const [people, activities] = await Promise.all([
    records.people.byIds(items.map(({ person }) => person)),
    records.activities.byIds(
      items.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : [])),
    ),
  ]);
  return done({ items: items.flatMap((request) => rowOf(request, people, activities)), next });
}

function rowOf(
  { person, subject, at }: Enrolment,
  people: readonly Person[],
  activities: readonly Activity[],
): readonly JoinRequest[] {
  const asker = people.find(({ id }) => id === person);
  const activity = activities.find(({ id }) => id === subject.id);
  return asker && activity ? [{ person, name: nameOf(asker), activity, at }] : [];
}
