import { type Instant, instant } from './instant.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The moment at which clocks in a zone show this time.
 * Shown twice (clocks go back): the first. Never shown (clocks go forward): as much later as the clocks jump.
 * @param wall `YYYY-MM-DDTHH:MM`
 * @param zone IANA
 * @returns null: no such day or time, or no such zone
 */
export function momentOf(wall: string, zone: string): Instant | null {
  const utc = Date.parse(`${wall}:00.000Z`);
  if (Number.isNaN(utc) || !new Date(utc).toISOString().startsWith(wall)) return null;
  const offset = offsetsOf(zone);
  if (!offset) return null;

  const [before, after] = [offset(utc - dayMs), offset(utc + dayMs)];
  const [first, second] = [utc - before, utc - after];
  if (offset(first) === before || offset(second) !== after) return instant(first);
  return instant(second);
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds; null: no such zone. */
function offsetsOf(zone: string): ((moment: number) => number) | null {
  try {
    const clock = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    return (moment) => offsetIn(clock.formatToParts(moment));
  } catch {
    return null;
  }
}

function offsetIn(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes = '0'] = /^GMT([+-])(\d\d):?(\d\d)?/.exec(name) ?? [];
  if (!hours) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * 60_000);
}
