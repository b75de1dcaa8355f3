import type { Entry } from '../../core/catalogue/entry.ts';
import { fold, wordsOf } from '../../core/catalogue/fold.ts';
import type { Query } from '../../core/catalogue/query.ts';
import { visibilities } from '../../core/lists.ts';
import type { Filter } from './records/documents.ts';

/**
 * What an entry is found by: its marks (kind, type, place, who may see it), its words, and once more those of its name.
 * One index over all of them, in the order of rows, serves every search.
 */
export const tokensOf = (entry: Entry): readonly string[] => [
  ...new Set([
    ...marksOf(entry),
    ...foldedWords(entry).flatMap(([name, word]) => (name ? [word, named(word)] : [word])),
  ]),
];

/** Every word of an entry, for the vocabulary in which beginnings are looked up. */
export const vocabularyOf = (entry: Entry): readonly string[] => foldedWords(entry).map(([, word]) => word);

const foldedWords = (entry: Entry): readonly (readonly [isOfName: boolean, word: string])[] => [
  ...apart(fold(Object.values(entry.name.in).join(' '))).map((word) => [true, word] as const),
  ...apart(entry.words).map((word) => [false, word] as const),
];

const apart = (text: string): string[] => text.split(' ').filter(Boolean);

function marksOf(entry: Entry): readonly string[] {
  return [
    mark('kind', entry.subject.kind),
    mark('seen', entry.visibility),
    ...(entry.visibility === 'organiser-people' ? [mark('own', entry.organiser.id)] : []),
    ...(entry.location ? [mark('location', entry.location)] : []),
    ...entry.types.map((type) => mark('type', type)),
    ...entry.categories.map((category) => mark('category', category)),
    ...entry.languages.map((language) => mark('language', language)),
  ];
}

/** Signs that no folded word has keep the three apart. */
const mark = (name: string, value: string): string => `¤${name} ${value}`;
const named = (word: string): string => `=${word}`;

/** The words that begin so. Null: too many to name them all. */
export type Beginnings = (beginning: string) => Promise<readonly string[] | null>;

/**
 * What a query asks for, best match first: all words in the name, the same with the last as a beginning, all words
 * anywhere. One entry is in one of them only.
 */
export async function matchesOf(query: Query, beginnings: Beginnings): Promise<readonly Filter[]> {
  const asked = await askedBy(query, beginnings);
  if (asked === null) return [and(filterOf(query))];

  const inName = asked.whole.map((word) => ({ tokens: named(word) }));
  const lastInName = { tokens: named(asked.last) };
  const begunInName = [...inName, asked.begun('=')];
  return [
    and([...inName, lastInName, ...filterOf(query)]),
    and([...begunInName, { tokens: { $ne: named(asked.last) } }, ...filterOf(query)]),
    and([...anywhere(asked), { $nor: [and(begunInName)] }, ...filterOf(query)]),
  ];
}

/** Everything a query may look for in one go. */
export async function matchOf(query: Query, beginnings: Beginnings): Promise<Filter> {
  const asked = await askedBy(query, beginnings);
  return and([...(asked ? anywhere(asked) : []), ...filterOf(query)]);
}

interface Asked {
  /** All words but the last. */
  readonly whole: readonly string[];
  readonly last: string;
  /** The last one as the beginning of a word: anywhere, or of a name with `=`. */
  readonly begun: (where: '' | '=') => Filter;
}

async function askedBy(query: Query, beginnings: Beginnings): Promise<Asked | null> {
  const words = wordsOf(query.text);
  const last = words.at(-1);
  if (last === undefined) return null;
  const known = await beginnings(last);
  // Folded words are letters and digits: nothing in them means something to a pattern.
  const begun = (where: '' | '=') => ({
    tokens: known ? { $in: known.map((word) => where + word) } : { $regex: `^${where}${last}` },
  });
  return { whole: words.slice(0, -1), last, begun };
}

const anywhere = ({ whole, begun }: Asked): readonly Filter[] => [
  ...whole.map((word) => ({ tokens: word })),
  begun(''),
];

function filterOf({ kind, type, category, language, location, seenBy, ownOf }: Query): readonly Filter[] {
  const wide = visibilities.slice(0, visibilities.indexOf(seenBy) + 1);
  const seen = [...wide.map((one) => mark('seen', one)), ...ownOf.map((organiser) => mark('own', organiser))];
  const wanted = Object.entries({ kind, type, category, language, location });
  return [
    ...wanted.flatMap(([name, value]) => (value === null ? [] : [{ tokens: mark(name, value) }])),
    { tokens: { $in: seen } },
  ];
}

const and = (filters: readonly Filter[]): Filter => ({ $and: filters });
