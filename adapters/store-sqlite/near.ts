import { type Box, boxesAround, metresBetween, type Point } from '../../core/catalogue/distance.ts';
import type { Entry } from '../../core/catalogue/entry.ts';
import { wordsOf } from '../../core/catalogue/fold.ts';
import type { Query } from '../../core/catalogue/query.ts';
import { cut, markOf } from '../../core/page-mark.ts';
import type { Page } from '../../core/ports/records.ts';
import type { Database } from './database.ts';
import { matchOf } from './match.ts';

interface Found {
  readonly row: number;
  readonly metres: number;
}

/** Places whose filters are looked at in one go. */
const atOnce = 64;

/**
 * Nearest first. Looks at the places close by; only where too few of them are hits, at all hits. So a page costs what lies
 * around, however many lie within reach or pass the filters.
 */
export function nearest(db: Database, query: Query, near: NonNullable<Query['near']>, page: Page) {
  const [metres, row] = markOf(page, [-1, 0]);
  const after = { metres: Number(metres), row: Number(row) };
  const match = matchOf(query);
  const { hits, ...places } = wordsOf(query.text).length > 0 ? byWords : byFilters;

  const nearby = amongNearby(db, near, after, { ...places, hits: page.size + 1 }, (reach) =>
    hits(db, match, { ...near, metres: reach }, after, page.size + 1),
  );
  const found = nearby ?? sorted(placesFor(db, placesOfMatches, near, match), near, after);

  const { items, next } = cut(found, page, (item) => [item.metres, item.row]);
  return { items: items.map((item) => entryAt(db, item.row)), next };
}

type Circle = NonNullable<Query['near']>;

/** @returns null: more lies within reach than is looked at one by one, and too few of that are hits */
function amongNearby(
  db: Database,
  near: Circle,
  after: Found,
  enough: { readonly few: number; readonly many: number; readonly hits: number },
  hitsWithin: (reach: number) => readonly Found[],
): readonly Found[] | null {
  let reach = Math.min(near.metres, Math.max(100, after.metres * 1.5));
  for (let places = 0; places < enough.many; reach = Math.min(near.metres, reach * 2)) {
    places = placesWithin(db, near, reach, enough.many);
    if (places < enough.few && reach < near.metres) continue;
    const found = hitsWithin(reach);
    if (found.length >= enough.hits || reach === near.metres) return found;
  }
  return null;
}

const placesWithin = (db: Database, centre: Point, reach: number, atMost: number): number =>
  boxesAround(centre, reach)
    .map((box) => db.one<{ count: number }>(countInBox, ...edges(box), atMost)?.count ?? 0)
    .reduce((sum, count) => sum + count, 0);

type Place = Point & { readonly row: number };

const placesFor = (db: Database, sql: string, { metres, ...centre }: Circle, ...match: string[]) =>
  boxesAround(centre, metres).flatMap((box) => db.all<Place>(sql, ...edges(box), ...match));

/** Those within the circle that come after a page, in their order. */
const sorted = (all: readonly Place[], { metres, ...centre }: Circle, after: Found): readonly Found[] =>
  all
    .map((place) => ({ row: place.row, metres: metresBetween(centre, place) }))
    .filter((found) => found.metres <= metres && isBefore(after, found))
    .sort((a, b) => a.metres - b.metres || a.row - b.row);

/** Few have a word, so those are listed once; to ask each place for the beginning of a word would read them all anew. */
const hitsByWords = (db: Database, match: string, near: Circle, after: Found): readonly Found[] =>
  sorted(placesFor(db, placesThatMatch, near, match), near, after);

/** Many pass the filters, so the places are asked, the nearest first. @returns `enough` of them, where there are */
function hitsByFilters(
  db: Database,
  match: string,
  near: Circle,
  after: Found,
  enough: number,
): readonly Found[] {
  const nearby = sorted(placesFor(db, places, near), near, after);
  const hits: Found[] = [];
  for (let from = 0; from < nearby.length && hits.length < enough; from += atOnce) {
    const some = nearby.slice(from, from + atOnce);
    const rows = db.all<{ row: number }>(matching, JSON.stringify(some.map(({ row }) => row)), match);
    const matched = new Set(rows.map(({ row }) => row));
    hits.push(...some.filter(({ row }) => matched.has(row)));
  }
  return hits;
}

/** How hits are found among places, of how many to begin with, and of how many at most before all hits are looked at. */
const byWords = { hits: hitsByWords, few: 1000, many: 1000 };
const byFilters = { hits: hitsByFilters, few: 100, many: 4000 };

const isBefore = (a: Found, b: Found): boolean =>
  a.metres < b.metres || (a.metres === b.metres && a.row < b.row);

const edges = ({ south, north, west, east }: Box) => [south, north, west, east] as const;

const inBox = 'north >= ? and south <= ? and east >= ? and west <= ?';

const countInBox = `select count(*) as count from (select 1 from entry_place where ${inBox} limit ?)`;

const places = `select row, lat, lon from entry_place where ${inBox}`;

/** Walks the places of the box; `+` keeps SQLite from walking the matches instead. */
const placesThatMatch = `
  select row, lat, lon from entry_place
  where ${inBox} and +row in (select rowid from entry_words where entry_words match ?)`;

/** Looks into the words of each row; `cross join` keeps SQLite from walking the matches instead. */
const matching = `
  select entry_words.rowid as row from json_each(?) as asked
  cross join entry_words on entry_words.rowid = asked.value
  where entry_words match ?`;

/** Walks the matches, and looks up the place of each. */
const placesOfMatches = `
  select row, lat, lon from entry_words cross join entry_place on row = entry_words.rowid
  where +north >= ? and +south <= ? and +east >= ? and +west <= ? and entry_words match ?`;

function entryAt(db: Database, row: number): Entry {
  const found = db.one<{ doc: string }>('select doc from entry where row = ?', row);
  if (!found) throw new Error(`No entry in row ${row}, which has a place`);
  // Written by `putIn`.
  return JSON.parse(found.doc) as Entry;
}
