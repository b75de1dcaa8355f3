import { boxesAround, metresBetween, type Point } from '../../core/catalogue/distance.ts';
import type { Entry } from '../../core/catalogue/entry.ts';
import type { Query } from '../../core/catalogue/query.ts';
import type { Page } from '../../core/ports/records.ts';
import { cut, markOf } from './cursor.ts';
import type { Database } from './database.ts';
import { matchOf } from './match.ts';

interface Place extends Point {
  readonly row: number;
}
interface Found {
  readonly row: number;
  readonly metres: number;
}

/**
 * Nearest first. Looks in a small circle and doubles it until the page is full, so that a page costs
 * what it shows, however many lie within reach.
 */
export function nearest(db: Database, query: Query, near: NonNullable<Query['near']>, page: Page) {
  const [metres, row] = markOf(page, [-1, 0]);
  const after = { metres: Number(metres), row: Number(row) };
  const match = matchOf(query);

  let reach = Math.min(near.metres, Math.max(1000, after.metres * 2));
  let found = within(db, match, near, reach, after);
  while (found.length <= page.size && reach < near.metres) {
    reach = Math.min(near.metres, reach * 2);
    found = within(db, match, near, reach, after);
  }

  const { items, next } = cut(found, page, (item) => [item.metres, item.row]);
  return { items: items.map((item) => entryAt(db, item.row)), next };
}

function within(db: Database, match: string, centre: Point, reach: number, after: Found): readonly Found[] {
  return boxesAround(centre, reach)
    .flatMap(({ south, north, west, east }) => db.all<Place>(inBox, south, north, west, east, match))
    .map((place) => ({ row: place.row, metres: metresBetween(centre, place) }))
    .filter((found) => found.metres <= reach && isNearer(after, found))
    .sort((a, b) => (isNearer(a, b) ? -1 : 1));
}

const isNearer = (a: Found, b: Found): boolean =>
  a.metres < b.metres || (a.metres === b.metres && a.row < b.row);

const inBox = `
  select entry.row as row, lat, lon
  from entry_place cross join entry on entry.row = entry_place.row
  where north >= ? and south <= ? and east >= ? and west <= ?
    and entry_place.row in (select rowid from entry_words where entry_words match ?)`;

function entryAt(db: Database, row: number): Entry {
  const found = db.one<{ doc: string }>('select doc from entry where row = ?', row);
  if (!found) throw new Error(`No entry in row ${row}, which has a place`);
  // Written by `putIn`.
  return JSON.parse(found.doc) as Entry;
}
