import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { StaffId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readHosted } from './hosts.ts';
import type { Organiser } from './organiser.ts';
import type { Staff } from './staff.ts';

export const EndStaff = z.object({ staff: StaffId });
export type EndStaff = z.infer<typeof EndStaff>;

export type EndStaffRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation }
  | { readonly why: 'last-owner' };

/** Ends a role, and what they host of this organiser with it; the rows stay as the record. The last owner cannot be ended: nobody could give roles any more. */
export async function endStaff(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: EndStaff,
): Promise<Outcome<Staff, EndStaffRefusal>> {
  const staff = await records.staff.byId(input.staff);
  if (!staff || may.seeOrganiser(by, staff.organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const allowed = may.inviteStaff(by, staff.organiser);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  if (staff.endedAt !== null) return done(staff);
  // Read before its owners are counted, and kept with them: of two owners who end each other, one is `Stale`.
  const organiser = staff.role === 'owner' ? await records.organisers.byId(staff.organiser) : null;
  if (organiser && (await owners({ records }, organiser)) === 1) return refused({ why: 'last-owner' });

  const ended: Staff = { ...staff, endedAt: clock.now() };
  const hosted = await readHosted({ records }, staff.organiser, staff.person);
  await records.keep(
    {
      staff: [ended],
      organiser: organiser ? [organiser] : [],
      siteRole: hosted.map(({ role }) => ({ ...role, endedAt: clock.now() })),
    },
    [
      domainEvent(by, 'staff.ended', { organiser: staff.organiser, person: staff.person }),
      ...hosted.map(({ activity }) =>
        domainEvent(by, 'role.ended', { person: staff.person, activity: activity.id }),
      ),
    ],
  );
  return done({ ...ended, revision: staff.revision + 1 });
}

async function owners({ records }: Pick<Ports, 'records'>, { id }: Organiser): Promise<number> {
  const staff = await records.staff.at(id);
  return staff.filter(({ role, endedAt }) => role === 'owner' && endedAt === null).length;
}
