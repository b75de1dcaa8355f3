import { dayMs, type Instant, instant, later, millis, minuteMs } from '../instant.ts';
import { momentOf } from '../zoned-time.ts';
import type { ChatSettings } from './chat-settings.ts';

/** Is the community open at this moment, by the clocks of its zone? Hours that end before they begin go past midnight. */
export function isOpen({ from, to }: ChatSettings['openingHours'], zone: string, now: Instant): boolean {
  const time = wallTime(zone, now);
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** Now, if it is open; else when it opens next. */
export function opensAt(hours: ChatSettings['openingHours'], zone: string, now: Instant): Instant {
  if (isOpen(hours, zone, now)) return now;
  for (const ahead of [0, 1, 2]) {
    const day = wallDay(zone, instant(millis(now) + ahead * dayMs));
    const opening = momentOf(`${day}T${hours.from}`, zone);
    if (opening && opening > now) return opening;
  }
  return later(now, 60 * minuteMs);
}

const wallTime = (zone: string, at: Instant): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));

const wallDay = (zone: string, at: Instant): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(at));
