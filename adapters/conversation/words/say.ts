import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../core/texts.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import it from './it.json' with { type: 'json' };
import lt from './lt.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import sl from './sl.json' with { type: 'json' };

/** Languages in which every sentence exists; the first is the one for everybody else. Pages are in one of them. */
export const spokenLanguages = ['en', 'sl'] as const;
export type SpokenLanguage = (typeof spokenLanguages)[number];

/** Languages in which a learner is spoken to in chat; what staff meet may be English in the last four. */
export const chatLanguages = [...spokenLanguages, 'nl', 'it', 'lt', 'de'] as const;
export type ChatLanguage = (typeof chatLanguages)[number];

export type WordsKey = keyof typeof en;
export type WordsData = Readonly<Record<string, string | number>>;

/** The English file says which sentences there are; a spoken language that lacks one does not compile. */
const words: Readonly<Record<SpokenLanguage, Readonly<Record<WordsKey, string>>>> &
  Readonly<Record<ChatLanguage, Readonly<Partial<Record<WordsKey, string>>>>> = { en, sl, nl, it, lt, de };

/** Ready to be said; those that have no place for anything are said already. */
const compiled = new Map<string, IntlMessageFormat | string>();

/**
 * A sentence in the reader's language, or in English where that lacks it or we do not speak it.
 * @throws when the sentence has a place for which `data` has nothing
 */
export function say(language: Language, key: WordsKey, data: WordsData = {}): string {
  const spoken = isOurs(language) ? language : chatLanguageOf([language]);
  const known = compiled.get(`${spoken} ${key}`) ?? compile(spoken, key);
  return typeof known === 'string' ? known : filled(known, `${spoken} ${key}`, data);
}

/** Sentences with counts and marks in them come again and again; with people's words in them they are not kept. */
const said = new Map<string, string>();
const mostSaid = 5_000;
const longest = 12;

function filled(message: IntlMessageFormat, name: string, data: WordsData): string {
  // Every value is a string or a number, so the formatter joins all parts to one string.
  const format = () => message.format(data) as string;
  if (Object.values(data).some((value) => typeof value === 'string' && value.length > longest))
    return format();
  const key = `${name} ${JSON.stringify(data)}`;
  const known = said.get(key);
  if (known !== undefined) return known;
  if (said.size >= mostSaid) said.clear();
  const made = format();
  said.set(key, made);
  return made;
}

const isOurs = (language: Language): language is ChatLanguage => Object.hasOwn(words, language);

function compile(spoken: ChatLanguage, key: WordsKey): IntlMessageFormat | string {
  const theirs = words[spoken][key];
  const text = theirs ?? words.en[key];
  const message = new IntlMessageFormat(text, theirs === undefined ? 'en' : spoken, undefined, {
    ignoreTag: true,
  });
  // As above.
  const made = text.includes('{') ? message : (message.format() as string);
  compiled.set(`${spoken} ${key}`, made);
  return made;
}

/** Has this language a sentence of its own for it? */
export const isSaidIn = (language: ChatLanguage, key: WordsKey): boolean =>
  words[language][key] !== undefined;

/** The first of these languages in which every sentence exists, else English. */
export const spokenOf = (wanted: readonly Language[]): SpokenLanguage =>
  firstOf(spokenLanguages, wanted) ?? 'en';

/** The first of these languages that we speak in chat, else English. */
export const chatLanguageOf = (wanted: readonly Language[]): ChatLanguage =>
  firstOf(chatLanguages, wanted) ?? 'en';

/** The first that is among ours; null: none. */
export const knownChatLanguage = (wanted: readonly Language[]): ChatLanguage | null =>
  firstOf(chatLanguages, wanted);

function firstOf<Ours extends string>(ours: readonly Ours[], wanted: readonly Language[]): Ours | null {
  for (const language of wanted) {
    const same = ours.find((one) => one === language);
    if (same) return same;
    const short = language.toLowerCase().split('-')[0];
    const spoken = ours.find((one) => one === short);
    if (spoken) return spoken;
  }
  return null;
}

/** British English, for the cities are European: no comma before "and", the day before the month. */
export function localeOf(language: Language): string {
  const spoken = chatLanguageOf([language]);
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
