import { type Box, boxesAround, metresBetween, type Point } from '../../core/catalogue/distance.ts';
import type { Entry } from '../../core/catalogue/entry.ts';
import type { Query } from '../../core/catalogue/query.ts';
import { cut, markOf } from '../../core/page-mark.ts';
import type { Page } from '../../core/ports/records.ts';
import type { Database } from './database.ts';
import { matchOf } from './match.ts';

interface Found {
  readonly row: number;
  readonly metres: number;
}

/** So many places make it likely that a page of hits is among them. */
const enoughPlaces = 1000;

/** Places whose words are looked at in one go. */
const atOnce = 64;

/**
 * Nearest first. Looks at the places close by, the nearest first, until a page is full; only where too few of them are
 * hits, at all hits. So a page costs what lies around, however many lie within reach or pass the filters.
 */
export function nearest(db: Database, query: Query, near: NonNullable<Query['near']>, page: Page) {
  const [metres, row] = markOf(page, [-1, 0]);
  const after = { metres: Number(metres), row: Number(row) };
  const match = matchOf(query);

  const reach = firstReach(db, near, after);
  let found = hitsAmong(db, match, sorted(placesIn(db, near, reach), near, reach, after), page.size + 1);
  if (found.length <= page.size && reach < near.metres) {
    found = sorted(matchesIn(db, match, near), near, near.metres, after);
  }

  const { items, next } = cut(found, page, (item) => [item.metres, item.row]);
  return { items: items.map((item) => entryAt(db, item.row)), next };
}

/** Metres, doubled until enough places lie around, or all within reach do. */
function firstReach(db: Database, near: NonNullable<Query['near']>, after: Found): number {
  let reach = Math.min(near.metres, Math.max(1000, after.metres * 1.5));
  while (reach < near.metres && placesWithin(db, near, reach) < enoughPlaces) {
    reach = Math.min(near.metres, reach * 2);
  }
  return reach;
}

const placesWithin = (db: Database, centre: Point, reach: number): number =>
  boxesAround(centre, reach)
    .map((box) => db.one<{ count: number }>(countInBox, ...edges(box), enoughPlaces)?.count ?? 0)
    .reduce((sum, count) => sum + count, 0);

type Place = Point & { readonly row: number };

const placesIn = (db: Database, centre: Point, reach: number): readonly Place[] =>
  boxesAround(centre, reach).flatMap((box) => db.all<Place>(places, ...edges(box)));

const matchesIn = (db: Database, match: string, near: NonNullable<Query['near']>): readonly Place[] =>
  boxesAround(near, near.metres).flatMap((box) => db.all<Place>(placesOfMatches, ...edges(box), match));

/** Those in reach that come after a page, in their order. */
const sorted = (all: readonly Place[], centre: Point, reach: number, after: Found): readonly Found[] =>
  all
    .map((place) => ({ row: place.row, metres: metresBetween(centre, place) }))
    .filter((found) => found.metres <= reach && isBefore(after, found))
    .sort((a, b) => a.metres - b.metres || a.row - b.row);

/** @returns the first of them that match, so many at least where there are */
function hitsAmong(db: Database, match: string, nearby: readonly Found[], enough: number): readonly Found[] {
  const hits: Found[] = [];
  for (let from = 0; from < nearby.length && hits.length < enough; from += atOnce) {
    const some = nearby.slice(from, from + atOnce);
    const rows = db.all<{ row: number }>(matching, JSON.stringify(some.map(({ row }) => row)), match);
    const matched = new Set(rows.map(({ row }) => row));
    hits.push(...some.filter(({ row }) => matched.has(row)));
  }
  return hits;
}

const isBefore = (a: Found, b: Found): boolean =>
  a.metres < b.metres || (a.metres === b.metres && a.row < b.row);

const edges = ({ south, north, west, east }: Box) => [south, north, west, east] as const;

const inBox = 'north >= ? and south <= ? and east >= ? and west <= ?';

const countInBox = `select count(*) as count from (select 1 from entry_place where ${inBox} limit ?)`;

const places = `select row, lat, lon from entry_place where ${inBox}`;

/** Looks into the words of each row; `cross join` keeps SQLite from walking the matches instead. */
const matching = `
  select entry_words.rowid as row from json_each(?) as place
  cross join entry_words on entry_words.rowid = place.value
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
