import type { PersonId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, nobody } from './actor.ts';

/**
 * Who asks, with the roles and grants on record now. Who was erased, or merged into another, is nobody, though a visit is still open.
 * @param person null: nobody signed in
 * @param seat that of an LMS launch, null elsewhere; its grants count for this community only
 */
export async function findActor(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  person: PersonId | null,
  seat: Actor['seat'],
): Promise<Actor> {
  const [known, staff, siteRoles, grants] = await Promise.all([
    person ? records.people.byId(person) : null,
    person ? records.staff.of(person) : [],
    person ? records.siteRoles.of(person) : [],
    seat ? records.grants.in(seat.community) : [],
  ]);
  if (known && known.state !== 'active') return nobody;
  const now = clock.now();

  return {
    person,
    roles: [
      ...staff.map(({ role, organiser }) => ({ role, on: organiser })),
      ...siteRoles.map(({ role, on }) => ({ role, on })),
    ],
    grants: grants.filter(({ until }) => until === null || until > now),
    seat,
  };
}
