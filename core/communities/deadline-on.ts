import type { Instant } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import { momentOf } from '../zoned-time.ts';
import type { Community } from './community.ts';

/**
 * The last minute of a day, by the clocks of where a community's organiser is at home; by UTC where it has no home.
 * @param day YYYY-MM-DD
 * @returns null: no such day
 */
export async function deadlineOn(
  { records }: Pick<Ports, 'records'>,
  { organiser }: Pick<Community, 'organiser'>,
  day: string,
): Promise<Instant | null> {
  const home = (organiser && (await records.organisers.byId(organiser)))?.home ?? null;
  const location = home && (await records.locations.byId(home));
  return momentOf(`${day}T23:59`, location?.zone ?? 'UTC');
}
