import { domainEvent, following, type Told } from '../domain-events.ts';
import type { OrganiserId } from '../ids.ts';
import { dayMs, later } from '../instant.ts';
import type { Someone } from '../people/actor.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import { queueMail } from '../queue-mail.ts';
import { listQueue } from './list-queue.ts';

const weekMs = 7 * dayMs;

/**
 * Writes to a reviewer who chose it, when something waits for them, and comes again in a week. Told again it finds the
 * round gone by.
 */
export async function sendWeeklyNote(
  ports: Pick<Ports, 'records' | 'clock' | 'keyValues' | 'secrets' | 'ids' | 'baseUrl'>,
  event: Told<'weekly-note.due'>,
): Promise<void> {
  const { records, clock, baseUrl } = ports;
  const { person: id, round } = event.payload;
  const person = await records.people.byId(id);
  const isDue =
    person?.state === 'active' && person.weeklyNote?.isWanted && person.weeklyNote.round === round;
  if (!isDue) return;
  const email = person.emails.find(({ verifiedAt }) => verifiedAt);
  const organisers = await reviewedBy(ports, person);
  if (!email || organisers.length === 0) {
    await records.keep({ person: [{ ...person, weeklyNote: { isWanted: false, round: round + 1 } }] });
    return;
  }

  const count = await countFor(ports, person, organisers);
  const note = { kind: 'reviews-wait', count, link: `${baseUrl}/app` } as const;
  const mail = { to: email.address, language: person.language, note };
  const next = { person: id, round: round + 1 };
  await records.keep({ person: [{ ...person, weeklyNote: { isWanted: true, round: round + 1 } }] }, [
    domainEvent(following(event), 'weekly-note.due', next, later(event.due ?? clock.now(), weekMs)),
    ...(count > 0 ? [await queueMail(ports, mail, later(clock.now(), weekMs))] : []),
  ]);
}

async function reviewedBy(
  { records }: Pick<Ports, 'records'>,
  { id }: Person,
): Promise<readonly OrganiserId[]> {
  const staff = await records.staff.of(id);
  return staff.filter(({ role }) => role !== 'member').map(({ organiser }) => organiser);
}

/** As their queues would show it now; a hundred of each organiser at most. */
async function countFor(
  ports: Pick<Ports, 'records' | 'clock'>,
  { id }: Person,
  organisers: readonly OrganiserId[],
): Promise<number> {
  const staff = await ports.records.staff.of(id);
  const roles = staff.map(({ role, organiser }) => ({ role, on: organiser }));
  const reviewer: Someone = { person: id, roles, grants: [], seat: null };
  let count = 0;
  for (const organiser of organisers) {
    const of = { kind: 'organiser', organiser } as const;
    const queue = await listQueue(ports, reviewer, { of, all: false, after: null, size: 100 });
    count += queue.done?.items.length ?? 0;
  }
  return count;
}
