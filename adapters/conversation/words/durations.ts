import type { WordsData, WordsKey } from './say.ts';

type Say = (key: WordsKey, data?: WordsData) => string;

/** "2 hours", "20 minutes", "3 days"; null where nobody said. @param iso PT_H_M or P_D */
export function durationOf(say: Say, iso: string | null): string | null {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(iso ?? '');
  if (!found) return null;
  const [days, hours, minutes] = [found[1], found[2], found[3]].map((part) => Number(part ?? 0));
  return say('fact.duration', { days: days ?? 0, hours: hours ?? 0, minutes: minutes ?? 0 }).trim();
}

/** What the catalogue counts: 90 → "1 hour 30 minutes". */
export const minutesAsWords = (say: Say, minutes: number): string =>
  say('fact.duration', { days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 }).trim();
