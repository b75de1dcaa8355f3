import { z } from 'zod';

/** A moment: UTC, ISO 8601 with milliseconds and `Z`, so that text order is time order in both engines. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** @param moment milliseconds since 1970, or anything that Date reads; throws RangeError when it is no moment */
// The brand is earned: toISOString writes exactly this form.
export const instant = (moment: number | string | Date): Instant => new Date(moment).toISOString() as Instant;

/** Milliseconds since 1970. */
export const millis = (moment: Instant): number => Date.parse(moment);

/** The moment so many milliseconds later; negative goes back. */
export const later = (moment: Instant, ms: number): Instant => instant(millis(moment) + ms);

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How long an approval, an overruling or a confirmation by hand can be undone before anything follows. */
export const undoMs = 10 * secondMs;
