import type { z } from 'zod';
import type { WordsData, WordsKey } from '../conversation/words/say.ts';
import type { Fields } from './here.ts';

/** What was wrong with a form, so that the page comes back with the error beside the field and nothing typed lost. */
export interface Amiss {
  /** Which form of the page; empty where it has one. */
  readonly form: string;
  readonly fields: Readonly<Record<string, Wrong>>;
  /** Why the whole of it was refused, as a sentence; null: only fields are wrong. */
  readonly refused: string | null;
  readonly typed: Fields;
}

export interface Wrong {
  readonly key: WordsKey;
  readonly data: WordsData;
}

/** One sentence per field, the first thing that is wrong with it. */
export function amissOf(form: string, error: z.ZodError, typed: Fields): Amiss {
  const fields: Record<string, Wrong> = {};
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? '');
    fields[name] ??= wrongOf(issue, name in typed);
  }
  return { form, fields, refused: null, typed };
}

export function wrongOf(issue: z.core.$ZodIssue, isThere: boolean): Wrong {
  if (!isThere) return { key: 'field.required', data: {} };
  if (issue.code === 'too_small') return { key: 'field.too-short', data: { min: Number(issue.minimum) } };
  if (issue.code === 'too_big') return { key: 'field.too-long', data: { max: Number(issue.maximum) } };
  if (issue.code === 'invalid_format' && issue.format === 'url') return { key: 'field.url', data: {} };
  if (issue.code === 'invalid_format' && issue.format === 'email') return { key: 'field.email', data: {} };
  return { key: 'field.not-right', data: {} };
}
