import type { Activity } from '../activities/activity.ts';
import type { OrganiserId, PersonId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import { nameOf } from '../people/person.ts';
import type { SiteRole } from '../people/site-role.ts';
import type { Ports } from '../ports/ports.ts';

/** Somebody's hosting of one activity. */
export interface Hosting {
  readonly role: SiteRole;
  readonly activity: Activity;
}

export interface HostsView {
  /** Ended ones too. */
  readonly hosts: readonly (Hosting & { readonly name: string; readonly givenBy: string | null })[];
  /** Who can be made host: those with a role here. */
  readonly people: readonly { readonly person: PersonId; readonly name: string }[];
  readonly activities: readonly Activity[];
  readonly mayMake: boolean;
}

/** Who hosts an organiser's activities, for its own people. */
export async function listHosts(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  organiser: OrganiserId,
): Promise<Outcome<HostsView, NotFound>> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const [staff, activities] = await Promise.all([
    records.staff.at(organiser),
    records.activities.of(organiser),
  ]);
  const persons = [...new Set(staff.map(({ person }) => person))];
  const roles = (await Promise.all(persons.map((person) => records.siteRoles.everOf(person)))).flat();
  const hosted = hostedOf(roles, activities);
  const givers = hosted.flatMap(({ role }) => role.givenBy ?? []);
  const people = await records.people.byIds([...new Set([...persons, ...givers])]);
  const names = new Map(people.map((person) => [person.id, nameOf(person)]));
  const named = (person: PersonId) => names.get(person) ?? '–';
  return done({
    hosts: hosted.map((one) => ({
      ...one,
      name: named(one.role.person),
      givenBy: one.role.givenBy && named(one.role.givenBy),
    })),
    people: staff
      .filter(({ endedAt }) => endedAt === null)
      .map(({ person }) => ({ person, name: named(person) })),
    activities: activities.filter(({ state }) => state !== 'archived'),
    mayMake: may.makeHost(by, organiser).verdict === 'yes',
  });
}

/** What somebody hosts of an organiser now. */
export async function readHosted(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  person: PersonId,
): Promise<readonly Hosting[]> {
  const hosting = (await records.siteRoles.of(person)).filter(({ role }) => role === 'host');
  return hosting.length === 0 ? [] : hostedOf(hosting, await records.activities.of(organiser));
}

function hostedOf(roles: readonly SiteRole[], activities: readonly Activity[]): readonly Hosting[] {
  const byId = new Map<string, Activity>(activities.map((activity) => [activity.id, activity]));
  return roles.flatMap((role) => {
    const activity = role.role === 'host' ? byId.get(role.on) : undefined;
    return activity ? [{ role, activity }] : [];
  });
}
