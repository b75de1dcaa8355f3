import { domainEvent, following, type Told } from '../domain-events.ts';
import { dayMs, hourMs, type Instant, later } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';

/** A day before it begins, or an hour where less is left. @returns null: too late for either */
export function reminderAt(startsAt: Instant, now: Instant): Instant | null {
  const choices = [later(startsAt, -dayMs), later(startsAt, -hourMs)];
  return choices.find((at) => at > now) ?? null;
}

/** Who joined something that happens at a time may be reminded; whether they wish to be is asked when it is due. */
export async function planReminder(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  event: Told<'activity.joined'>,
): Promise<void> {
  const activity = await records.activities.byId(event.payload.activity);
  const due = activity?.when ? reminderAt(activity.when.startsAt, clock.now()) : null;
  if (due)
    await records.keep({}, [domainEvent(following(event), 'activity.reminder-due', event.payload, due)]);
}
