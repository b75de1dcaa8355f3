import { type Instant, instant } from '../instant.ts';

/**
 * When an award ends.
 * @param validFor ISO 8601, years, months and days; a month that is shorter ends on its last day
 */
export function expiry(issuedAt: Instant, validFor: string): Instant {
  const [, years = '0', months = '0', days = '0'] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(validFor) ?? [];
  const from = new Date(issuedAt);
  const month = from.getUTCMonth() + Number(months) + 12 * Number(years);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const until = new Date(from);
  until.setUTCFullYear(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), lastDay));
  until.setUTCDate(until.getUTCDate() + Number(days));
  return instant(until);
}
