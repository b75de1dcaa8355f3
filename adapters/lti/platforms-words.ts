import { z } from 'zod';
import { jsonIn } from './columns.ts';

const words = z.string().min(1).optional().catch(undefined);
const Reason = z.object({
  error_description: words,
  error: words,
  message: words,
  /** Canvas' way. */
  errorMessage: words,
  errors: z.unknown().optional(),
});

/** Why a platform said no, as far as it can be read; 300 characters at most. To be shown as text. */
export function platformsWords(status: number, text: string): string {
  const { error_description, errorMessage, message, error, errors } = Reason.catch({}).parse(
    jsonIn({ text }),
  );
  const said = error_description ?? errorMessage ?? message ?? error ?? sentencesIn(errors, 3).join('; ');
  return `${status}: ${said || text}`.slice(0, 300);
}

/** Sentences in a list or under the names of fields, as themselves or as `message`. @param depth a platform may nest without end */
function sentencesIn(errors: unknown, depth: number): string[] {
  if (typeof errors === 'string') return [errors];
  if (typeof errors !== 'object' || errors === null || depth === 0) return [];
  if ('message' in errors) return sentencesIn(errors.message, depth - 1);
  return Object.values(errors)
    .slice(0, 10)
    .flatMap((one) => sentencesIn(one, depth - 1));
}
