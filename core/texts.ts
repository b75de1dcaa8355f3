import { z } from 'zod';

/** BCP 47, as short as it can be: `sl`, `en`, `pt-BR`. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language code such as sl, en or pt-BR');
export type Language = z.infer<typeof Language>;

/** The original language and one text per language. The original's text is always there. */
export interface Texts {
  readonly original: Language;
  readonly in: Readonly<Record<Language, string>>;
}

/** @param most characters per language, 1 or more */
export const TextsUpTo = (most: number) =>
  z
    .object({ original: Language, in: z.record(Language, z.string().trim().min(1).max(most)) })
    .refine((texts) => texts.original in texts.in, { message: 'the original language has no text' });

/**
 * The text for a reader.
 * @param wanted the reader's languages, first is best
 * @returns `language` is the one found: the reader's next one, then `en`, then the original
 */
export function textFor(texts: Texts, wanted: readonly Language[]): { text: string; language: Language } {
  for (const language of [...wanted, ...wanted.map(primary), 'en']) {
    const text = texts.in[language];
    if (text !== undefined) return { text, language };
  }
  return { text: texts.in[texts.original] ?? '', language: texts.original };
}

const primary = (language: Language): Language => language.split('-')[0] ?? language;
