import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { keepNotice } from './notice-of.ts';

/** Tells those who decide that a school asks to come in. Deciding takes the notice's reason away, not the notice. */
export async function tellOwners(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  { payload: { organiser } }: Told<'school.waiting'>,
  key: string,
): Promise<void> {
  const staff = await ports.records.staff.at(organiser);
  const owners = staff.filter(({ role, endedAt }) => role === 'owner' && endedAt === null);
  for (const { person } of owners) await keepNotice(ports, person, { kind: 'school-waits', organiser }, key);
}
