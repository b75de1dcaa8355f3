import type { OrganiserId } from '../ids.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Activity } from './activity.ts';

/** The activities of an organiser that this reader may close for late work, closed ones first; none where they may not. */
export async function listLateWork(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  organiser: OrganiserId,
): Promise<readonly Activity[]> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return [];
  const activities = await records.activities.of(organiser);
  return activities
    .filter(({ state, tasks }) => state === 'published' && tasks.length > 0)
    .filter(({ id }) => may.closeLateWork(by, { organiser, activity: id }).verdict === 'yes')
    .toSorted((a, b) => Number(b.closedLate ?? false) - Number(a.closedLate ?? false));
}
