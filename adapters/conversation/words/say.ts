import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../core/texts.ts';
import en from './en.json' with { type: 'json' };
import sl from './sl.json' with { type: 'json' };

/** Languages in which every sentence exists; the first is the one for everybody else. */
export const spokenLanguages = ['en', 'sl'] as const;
export type SpokenLanguage = (typeof spokenLanguages)[number];

export type WordsKey = keyof typeof en;
export type WordsData = Readonly<Record<string, string | number>>;

/** The English file says which sentences there are; a language that lacks one does not compile. */
const words: Readonly<Record<SpokenLanguage, Readonly<Record<WordsKey, string>>>> = { en, sl };
/** Ready to be said; those that have no place for anything are said already. */
const compiled: Readonly<Record<SpokenLanguage, Map<WordsKey, IntlMessageFormat | string>>> = {
  en: new Map(),
  sl: new Map(),
};

/**
 * A sentence in the reader's language, or in English where we do not speak it.
 * @throws when the sentence has a place for which `data` has nothing
 */
export function say(language: Language, key: WordsKey, data: WordsData = {}): string {
  const spoken = spokenOf([language]);
  const known = compiled[spoken].get(key) ?? compile(spoken, key);
  // Every value is a string or a number, so the formatter joins all parts to one string.
  return typeof known === 'string' ? known : (known.format(data) as string);
}

function compile(spoken: SpokenLanguage, key: WordsKey): IntlMessageFormat | string {
  const message = new IntlMessageFormat(words[spoken][key], spoken, undefined, { ignoreTag: true });
  // As above.
  const made = words[spoken][key].includes('{') ? message : (message.format() as string);
  compiled[spoken].set(key, made);
  return made;
}

/** The first of these languages that we speak, else English. */
export function spokenOf(wanted: readonly Language[]): SpokenLanguage {
  for (const language of wanted) {
    const spoken = ours(language) ?? ours(language.toLowerCase().split('-')[0] ?? '');
    if (spoken) return spoken;
  }
  return 'en';
}

const ours = (language: string): SpokenLanguage | undefined =>
  spokenLanguages.find((one) => one === language);

/** British English, for the cities are European: no comma before "and", the day before the month. */
export function localeOf(language: Language): string {
  const spoken = spokenOf([language]);
  return spoken === 'en' ? 'en-GB' : spoken;
}

const lists = new Map<string, Intl.ListFormat>();

/** "a, b and c", or "a, b or c", as the language joins them. */
export function listed(
  language: Language,
  items: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  const key = `${localeOf(language)} ${type}`;
  const known = lists.get(key) ?? new Intl.ListFormat(localeOf(language), { type });
  lists.set(key, known);
  return known.format(items);
}
