import type { z } from 'zod';

/**
 * Options as typed, through the use case's own schema.
 * @returns `refused` names every option that is wrong, all at once
 */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  typed: unknown,
):
  | { readonly input: z.infer<Schema>; readonly refused?: never }
  | {
      readonly input?: never;
      readonly refused: {
        readonly why: 'bad-input';
        readonly errors: readonly { path: string; message: string }[];
      };
    } {
  const result = schema.safeParse(typed);
  if (result.success) return { input: result.data };
  const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  return { refused: { why: 'bad-input', errors } };
}
