import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { StaffId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Staff } from './staff.ts';

export const EndStaff = z.object({ staff: StaffId });
export type EndStaff = z.infer<typeof EndStaff>;

export type EndStaffRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation }
  | { readonly why: 'last-owner' };

/** Ends a role; the row stays as the record. The last owner cannot be ended: nobody could give roles any more. */
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
  const owners = (await records.staff.at(staff.organiser)).filter(
    ({ role, endedAt }) => role === 'owner' && endedAt === null,
  );
  if (staff.role === 'owner' && owners.length === 1) return refused({ why: 'last-owner' });

  const ended: Staff = { ...staff, endedAt: clock.now() };
  await records.keep({ staff: [ended] }, [
    domainEvent(by, 'staff.ended', { organiser: staff.organiser, person: staff.person }),
  ]);
  return done({ ...ended, revision: staff.revision + 1 });
}
