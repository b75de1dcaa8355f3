import { domainEvent, following, type Told } from '../domain-events.ts';
import { dayMs, later, minuteMs } from '../instant.ts';
import { keepNotice } from '../keep-notice.ts';
import { notifyChat } from '../notify-chat.ts';
import { settingsOf } from '../people/settings.ts';
import type { Ports } from '../ports/ports.ts';

/** Reminds those who wish it and are still in; what was put off is reminded of later, what was left is not. */
export async function remind(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets' | 'messenger'>,
  event: Told<'activity.reminder-due'>,
): Promise<void> {
  const { records, clock } = ports;
  const { person, activity: id } = event.payload;
  const [activity, reader, enrolment] = await Promise.all([
    records.activities.byId(id),
    records.people.byId(person),
    records.enrolments.one(person, { kind: 'activity', id }),
  ]);
  const startsAt = activity?.when?.startsAt;
  if (!startsAt || activity.state !== 'published' || enrolment?.state !== 'joined') return;
  const now = clock.now();
  if (!reader || !settingsOf(reader).reminders || startsAt <= now) return;
  const dayBefore = later(startsAt, -dayMs);
  if (dayBefore > later(now, minuteMs)) {
    await records.keep({}, [
      domainEvent(following(event), 'activity.reminder-due', event.payload, dayBefore),
    ]);
    return;
  }
  const note = { kind: 'activity-soon', activity: id } as const;
  // Planned twice it is told once, and once more only where it begins at another time.
  const key = `${note.kind} ${id} ${startsAt} ${person}`;
  const notice = await keepNotice(ports, person, note, key);
  await notifyChat(ports, event, notice, key);
}
