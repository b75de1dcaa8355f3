import { dayMs, hourMs, type Instant, millis, minuteMs } from '../../../core/instant.ts';
import type { Language } from '../../../core/texts.ts';
import { localeOf } from './say.ts';

/** "Thursday, 15 October 2026 at 16:00": the day and hour as it is in that zone. */
export function dayAndHour(language: Language, at: Instant, zone: string): string {
  return format(language, at, { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
}

/** "16:00" */
export const hourOf = (language: Language, at: Instant, zone: string): string =>
  format(language, at, { timeStyle: 'short', timeZone: zone });

/** "15 October 2026" */
export const dayOf = (language: Language, at: Instant, zone: string): string =>
  format(language, at, { dateStyle: 'long', timeZone: zone });

/** "3 days ago", "in 2 hours": needs no zone. Under a minute it is "now". */
export function ago(language: Language, at: Instant, now: Instant): string {
  const relative = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' });
  const passed = millis(at) - millis(now);
  const size = Math.abs(passed);
  if (size < minuteMs) return relative.format(0, 'second');
  if (size < hourMs) return relative.format(Math.trunc(passed / minuteMs), 'minute');
  if (size < dayMs) return relative.format(Math.trunc(passed / hourMs), 'hour');
  return relative.format(Math.trunc(passed / dayMs), 'day');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does; there are few zones, languages and forms. */
function format(language: Language, at: Instant, options: Intl.DateTimeFormatOptions): string {
  const key = `${localeOf(language)} ${options.dateStyle} ${options.timeStyle} ${options.timeZone}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options);
  formats.set(key, known);
  return known.format(new Date(at));
}
