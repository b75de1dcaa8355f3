import type { Told } from '../domain-events.ts';
import { keepNotice } from '../keep-notice.ts';
import type { Ports } from '../ports/ports.ts';

/** Tells those who decide what a school asks of them. Deciding takes the notice's reason away, not the notice. */
export async function tellOwners(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  { name, payload: { organiser } }: Told<'school.waiting' | 'school.cloned'>,
  key: string,
): Promise<void> {
  const staff = await ports.records.staff.at(organiser);
  const owners = staff.filter(({ role, endedAt }) => role === 'owner' && endedAt === null);
  const kind = name === 'school.waiting' ? 'school-waits' : 'school-cloned';
  for (const { person } of owners) await keepNotice(ports, person, { kind, organiser }, key);
}
