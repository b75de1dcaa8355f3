import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { newId, OrganiserId } from '../ids.ts';
import { organiserRoles } from '../lists.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import { staffPerson } from './open-account.ts';
import type { Staff } from './staff.ts';

export const InviteStaff = z.object({
  organiser: OrganiserId,
  name: z.string().trim().min(1).max(60),
  role: z.enum(organiserRoles),
});
export type InviteStaff = z.infer<typeof InviteStaff>;

export type InviteStaffRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation };

/** Gives somebody a role. They exist from now on; the surface hands them a private link to sign in. */
export async function inviteStaff(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: InviteStaff,
): Promise<Outcome<{ staff: Staff; person: Person }, InviteStaffRefusal>> {
  const organiser = await records.organisers.byId(input.organiser);
  if (!organiser || may.seeOrganiser(by, organiser.id).verdict !== 'yes')
    return refused({ why: 'not-found' });
  const allowed = may.inviteStaff(by, organiser.id);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  const person = staffPerson(
    { ids, clock },
    { name: input.name, email: null },
    organiser.languages[0] ?? 'en',
  );
  const staff: Staff = {
    id: newId(ids),
    revision: 0,
    organiser: organiser.id,
    person: person.id,
    role: input.role,
    invitedBy: by.person,
    at: clock.now(),
    endedAt: null,
  };
  await records.keep({ person: [person], staff: [staff] }, [
    domainEvent(by, 'staff.invited', { organiser: organiser.id, person: person.id }),
  ]);
  return done({ staff: { ...staff, revision: 1 }, person: { ...person, revision: 1 } });
}
