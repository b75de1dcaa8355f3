import type { Standing } from './activities/standing.ts';
import type { PersonId } from './ids.ts';
import type { Actor } from './people/actor.ts';
import type { Ports } from './ports/ports.ts';

/** Reads once how somebody stands towards what is offered; for nobody signed in, all of it is empty. */
export async function readStanding(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  { person, seat }: Pick<Actor, 'person' | 'seat'>,
): Promise<Standing> {
  const now = clock.now();
  if (!person) return { ...nothing, now, person, seat };

  const [completed, enrolments, around] = await Promise.all([
    records.completions.of(person),
    records.enrolments.of(person),
    readSurroundings({ records }, person),
  ]);
  return { now, person, seat, completed, enrolments, ...around };
}

/** Where somebody learns: their active memberships, these communities, and what is placed there. */
export async function readSurroundings(
  { records }: Pick<Ports, 'records'>,
  person: PersonId,
): Promise<Pick<Standing, 'memberships' | 'communities' | 'placements'>> {
  const memberships = (await records.memberships.of(person)).filter(({ state }) => state === 'active');
  const ids = memberships.map(({ community }) => community);
  const [communities, placements] = await Promise.all([
    ids.length > 0 ? records.communities.byIds(ids) : [],
    Promise.all(ids.map((community) => records.placements.in(community))),
  ]);
  return { memberships, communities, placements: placements.flat() };
}

const nothing = {
  completed: new Set<never>(),
  enrolments: [],
  memberships: [],
  communities: [],
  placements: [],
};
