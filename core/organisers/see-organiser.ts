import type { Community } from '../communities/community.ts';
import type { OrganiserId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Grant } from '../people/grant.ts';
import { may } from '../people/may.ts';
import { nameOf } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { Organiser } from './organiser.ts';
import type { Staff } from './staff.ts';

export interface OrganiserView {
  readonly organiser: Organiser;
  /** Ended roles too, oldest first. */
  readonly staff: readonly (Staff & { readonly name: string })[];
  readonly communities: readonly { readonly community: Community; readonly grants: readonly Grant[] }[];
  /** What the reader may do here. */
  readonly may: {
    readonly inviteStaff: boolean;
    readonly endGrant: boolean;
    readonly revoke: boolean;
    readonly seeUndelivered: boolean;
  };
}

/** An organiser's desk, for its own people. */
export async function seeOrganiser(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: OrganiserId,
): Promise<Outcome<OrganiserView, { readonly why: 'not-found' }>> {
  const organiser = await records.organisers.byId(id);
  if (!organiser || may.seeOrganiser(by, id).verdict !== 'yes') return refused({ why: 'not-found' });

  const [staff, communities] = await Promise.all([records.staff.at(id), records.communities.of(id)]);
  const people = await records.people.byIds(staff.map(({ person }) => person));
  const names = new Map(people.map((person) => [person.id, nameOf(person)]));
  const grants = await Promise.all(communities.map((community) => records.grants.in(community.id)));
  return done({
    organiser,
    staff: staff.map((row) => ({ ...row, name: names.get(row.person) ?? '–' })),
    communities: communities.map((community, at) => ({ community, grants: grants[at] ?? [] })),
    may: {
      inviteStaff: may.inviteStaff(by, id).verdict === 'yes',
      endGrant: may.endGrant(by, id).verdict === 'yes',
      revoke: may.revoke(by, id).verdict === 'yes',
      seeUndelivered: may.seeUndelivered(by, id).verdict === 'yes',
    },
  });
}
