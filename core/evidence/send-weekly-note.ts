import { domainEvent, following, type Told } from '../domain-events.ts';
import { dayMs, later } from '../instant.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import { queueMail } from '../queue-mail.ts';
import { type ListQueue, listQueue } from './list-queue.ts';

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
  const queues = await reviewedBy(ports, person);
  if (!email || queues.length === 0) {
    await records.keep({ person: [{ ...person, weeklyNote: { isWanted: false, round: round + 1 } }] });
    return;
  }

  const count = await countFor(ports, queues);
  const note = { kind: 'reviews-wait', count, link: `${baseUrl}/app` } as const;
  const mail = { to: email.address, language: person.language, note };
  const next = { person: id, round: round + 1 };
  await records.keep({ person: [{ ...person, weeklyNote: { isWanted: true, round: round + 1 } }] }, [
    domainEvent(following(event), 'weekly-note.due', next, later(event.due ?? clock.now(), weekMs)),
    ...(count > 0 ? [await queueMail(ports, mail, later(clock.now(), weekMs))] : []),
  ]);
}

/** A queue of theirs, and how they come to it. */
interface Reviewed {
  readonly of: Exclude<ListQueue['of'], { readonly kind: 'peers' }>;
  readonly by: Someone;
}

/** By a role at an organiser, or as a teacher of a course that is granted to its teachers. */
async function reviewedBy(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  { id: person }: Person,
): Promise<readonly Reviewed[]> {
  const [staff, memberships] = await Promise.all([records.staff.of(person), records.memberships.of(person)]);
  const roles = staff.map(({ role, organiser }) => ({ role, on: organiser }));
  const organisers = staff
    .filter(({ role }) => role !== 'member')
    .map(
      ({ organiser }): Reviewed => ({
        of: { kind: 'organiser', organiser },
        by: { person, roles, grants: [], seat: null },
      }),
    );
  const taught = memberships.filter(({ seat, state }) => seat === 'teacher' && state === 'active');
  const courses = await Promise.all(
    taught.map(async ({ community }): Promise<readonly Reviewed[]> => {
      const [known, all] = await Promise.all([
        records.communities.byId(community),
        records.grants.in(community),
      ]);
      const grants = all.filter(({ until }) => until === null || until > clock.now());
      const by: Someone = { person, roles, grants, seat: { community, as: 'teacher' } };
      const isTheirs = known !== null && may.seeClass(by, known).verdict === 'yes';
      return isTheirs ? [{ of: { kind: 'community', community }, by }] : [];
    }),
  );
  return [...organisers, ...courses.flat()];
}

/** What their queues would show now, each once; a hundred of each queue at most. */
async function countFor(
  ports: Pick<Ports, 'records' | 'clock'>,
  queues: readonly Reviewed[],
): Promise<number> {
  const waiting = new Set<string>();
  for (const { of, by } of queues) {
    const queue = await listQueue(ports, by, { of, all: false, after: null, size: 100 });
    for (const { work } of queue.done?.items ?? []) waiting.add(work.id);
  }
  return waiting.size;
}
