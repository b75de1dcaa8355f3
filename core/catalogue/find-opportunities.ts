import type { OrganiserId } from '../ids.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Page } from '../ports/records.ts';
import type { Entry } from './entry.ts';
import type { Query } from './query.ts';

/** What somebody looks for; what they may see is not theirs to say. */
export type Sought = Omit<Query, 'seenBy' | 'ownOf'>;

/**
 * Searches what is published. Who came in from a course or signed in sees what is for signed-in people too,
 * and what the organiser of that course, or of any course of theirs, keeps for its own people.
 */
export async function findOpportunities(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  query: Sought,
  page: Page,
): Promise<{ readonly items: readonly Entry[]; readonly next: string | null }> {
  const seenBy = by.person === null ? 'anyone' : 'signed-in';
  const ownOf = await organisersOf({ records }, by);
  return records.catalogue.search({ ...query, seenBy, ownOf: [...ownOf] }, page);
}

/** In a course only its own organiser's: nothing else of that kind may be placed there. */
async function organisersOf(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
): Promise<ReadonlySet<OrganiserId>> {
  const here = by.seat && (await records.communities.byId(by.seat.community));
  if (here) return new Set(here.organiser ? [here.organiser] : []);
  if (!by.person) return new Set();
  const [staff, memberships] = await Promise.all([
    records.staff.of(by.person),
    records.memberships.of(by.person),
  ]);
  const active = memberships.filter(({ state }) => state === 'active').map(({ community }) => community);
  const communities = await records.communities.byIds(active);
  return new Set([
    ...staff.map(({ organiser }) => organiser),
    ...communities.flatMap(({ organiser }) => organiser ?? []),
  ]);
}
