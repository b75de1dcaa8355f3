import type { z } from 'zod';
import type { OwnRefusal } from './refusals.ts';

/**
 * Options as typed, through the use case's own schema.
 * @param named what an option is called where its field is called otherwise: `languages` is typed as `--language`
 * @returns `refused` names every option that is wrong, all at once
 */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  typed: unknown,
  named: Readonly<Record<string, string>> = {},
):
  | { readonly input: z.infer<Schema>; readonly refused?: never }
  | { readonly input?: never; readonly refused: Extract<OwnRefusal, { why: 'bad-input' }> } {
  const result = schema.safeParse(typed);
  if (result.success) return { input: result.data };
  const errors = result.error.issues.map((issue) => ({
    path: optionAt(issue.path, named),
    message: wantedBy(issue),
  }));
  return { refused: { why: 'bad-input', errors } };
}

/** `clientId` is typed as `--client-id`. */
function optionAt(path: readonly PropertyKey[], named: Readonly<Record<string, string>>): string {
  const field = path.filter((part) => typeof part === 'string').join('.');
  const known = named[field];
  if (known !== undefined) return known;
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What would be right; a schema's own words where it has some. */
function wantedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return issue.minimum === 1 ? 'must not be empty' : `at least ${issue.minimum} characters`;
  }
  if (issue.code === 'too_big' && issue.origin === 'string') return `at most ${issue.maximum} characters`;
  if (issue.code === 'too_small' && issue.origin === 'array') return 'there is nothing in it';
  if (issue.code === 'too_big' && issue.origin === 'array') return `at most ${issue.maximum} of them`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_format' && issue.format === 'url') {
    return 'a web address that begins with http:// or https://';
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'an e-mail address';
  return issue.message;
}
