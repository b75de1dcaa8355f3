import { z } from 'zod';
import { shownCode } from '../../core/badges/claim-code.ts';
import { CodeFacts, mostCodes } from '../../core/badges/draw-codes.ts';
import { dayMs, type Instant, instant, later } from '../../core/instant.ts';

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const wholeNumber = (most: number) => z.coerce.number().int().min(1).max(most);

/** How a form writes what codes have in common. */
export const CodeForm = z.object({
  sheet: CodeFacts.shape.sheet,
  count: wholeNumber(mostCodes).default(1),
  word: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}-]{6,20}$/u)
    .optional(),
  title: z.string().trim().max(120).optional(),
  place: z.string().trim().max(120).optional(),
  from: Day.optional(),
  until: Day.optional(),
  maxUses: wholeNumber(100_000).optional(),
  needsApproval: z.literal('yes').optional(),
});
type CodeForm = z.infer<typeof CodeForm>;

/** As the core takes it. */
export const codeFactsOf = ({
  sheet,
  count,
  word,
  title,
  place,
  from,
  until,
  maxUses,
  needsApproval,
}: CodeForm): CodeFacts => ({
  sheet,
  count: word ? 1 : count,
  word: word ?? null,
  title: title || null,
  place: place || null,
  from: dayIn(from),
  until: afterDay(until),
  maxUses: maxUses ?? null,
  needsApproval: needsApproval === 'yes',
});

/** As they stand on the sheet: drawn ones in two halves, a word as it was written. */
export const shownCodes = (codes: readonly string[], { word }: CodeForm): readonly string[] =>
  codes.map((code) => (word ? code : shownCode(code)));

/** Days are told to people without hours; they begin and end as UTC has it. */
const dayIn = (day: string | undefined): Instant | null => (day ? instant(`${day}T00:00:00Z`) : null);
const afterDay = (day: string | undefined): Instant | null =>
  day ? later(instant(`${day}T00:00:00Z`), dayMs) : null;
