import type { OrganiserId, PersonId } from './ids.ts';
import { nameOf } from './people/person.ts';
import type { Ports } from './ports/ports.ts';

/** What an organiser's people may call each of these: as shared in a course of theirs, else display name, else alias. */
export async function readNamesFor(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  persons: readonly PersonId[],
): Promise<(person: PersonId) => string> {
  const [communities, people, memberships] = await Promise.all([
    records.communities.of(organiser),
    records.people.byIds([...new Set(persons)]),
    Promise.all([...new Set(persons)].map((person) => records.memberships.of(person))),
  ]);
  const own = new Set(communities.map(({ id }) => id));
  const shared = new Map(
    memberships
      .flat()
      .flatMap(({ community, person, name }) =>
        name !== null && own.has(community) ? [[person, name]] : [],
      ),
  );
  const called = new Map(people.map((person) => [person.id, nameOf(person)]));
  return (person) => shared.get(person) ?? called.get(person) ?? '–';
}
