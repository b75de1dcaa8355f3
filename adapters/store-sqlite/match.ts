import type { Entry } from '../../core/catalogue/entry.ts';
import { wordsOf } from '../../core/catalogue/fold.ts';
import type { Query } from '../../core/catalogue/query.ts';
import { visibilities } from '../../core/lists.ts';

/**
 * What a query means to FTS5, best match first: all words in the name, the same with the last as a beginning,
 * all words anywhere. One row is in one of them only. Filters are words too (`marks`), so that nothing is read in vain.
 */
export function matchesOf(query: Query): readonly string[] {
  const words = wordsOf(query.text);
  const filter = filterOf(query);
  if (words.length === 0) return [filter];

  const anywhere = [`words : (${all(words, true)})`, filter].join(' AND ');
  const whole = `${anywhere} AND name : (${all(words, false)})`;
  const begun = `${anywhere} AND name : (${all(words, true)})`;
  return [
    whole,
    `(${begun}) NOT name : (${all(words, false)})`,
    `(${anywhere}) NOT name : (${all(words, true)})`,
  ];
}

/** Everything a query may look for in one go. */
export const matchOf = (query: Query): string => {
  const words = wordsOf(query.text);
  const filter = filterOf(query);
  return words.length === 0 ? filter : `words : (${all(words, true)}) AND ${filter}`;
};

/** The marks of an entry, as words of their own column. */
export const marksOf = (entry: Entry): string =>
  [
    mark('kind', entry.subject.kind),
    mark('seen', entry.visibility),
    ...(entry.visibility === 'organiser-people' ? [mark('own', entry.organiser.id)] : []),
    ...(entry.location ? [mark('location', entry.location)] : []),
    ...entry.types.map((type) => mark('type', type)),
    ...entry.categories.map((category) => mark('category', category)),
    ...entry.languages.map((language) => mark('language', language)),
  ].join(' ');

function filterOf({ kind, type, category, language, location, seenBy, ownOf }: Query): string {
  const wide = visibilities.slice(0, visibilities.indexOf(seenBy) + 1);
  const seen = [...wide.map((one) => mark('seen', one)), ...ownOf.map((organiser) => mark('own', organiser))];
  const wanted = { kind, type, category, language, location };
  const marks = Object.entries(wanted).flatMap(([name, value]) =>
    value === null ? [] : [mark(name, value)],
  );
  return `marks : ((${seen.map(quoted).join(' OR ')})${marks.map((one) => ` AND ${quoted(one)}`).join('')})`;
}

/** Begins with a sign that no folded word has, so that no beginning of a word ever meets a mark. */
const mark = (name: string, value: string): string => `¤${name}${Buffer.from(value).toString('hex')}`;

const all = (words: readonly string[], lastBegins: boolean): string =>
  words
    .map((word, index) => quoted(word) + (lastBegins && index === words.length - 1 ? ' *' : ''))
    .join(' AND ');

/** Folded words have no quotes. */
const quoted = (word: string): string => `"${word}"`;
