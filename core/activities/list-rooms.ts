import type { OrganiserId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Activity } from './activity.ts';
import type { Room } from './room.ts';

export interface RoomsOf {
  readonly activity: Activity;
  /** Newest first, three at most. */
  readonly rooms: readonly Room[];
}

/** The activities of an organiser that are completed by being there, those to come first, with their rooms. */
export async function listRooms(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  organiser: OrganiserId,
): Promise<Outcome<readonly RoomsOf[], NotFound>> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const now = clock.now();
  const activities = (await records.activities.of(organiser)).filter(
    ({ completedBy, state }) => completedBy.way === 'attendance' && state === 'published',
  );
  const isPast = ({ when }: Activity) => Number(when !== null && when.endsAt < now);
  const sorted = activities.toSorted((a, b) => isPast(a) - isPast(b) || compare(a, b));
  return done(
    await Promise.all(
      sorted.map(async (activity) => ({
        activity,
        rooms: (await records.rooms.of(activity.id)).slice(0, 3),
      })),
    ),
  );
}

const compare = (a: Activity, b: Activity): number =>
  (a.when?.startsAt ?? '') < (b.when?.startsAt ?? '') ? -1 : 1;
