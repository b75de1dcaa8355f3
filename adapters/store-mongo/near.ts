import type { mongo } from 'mongoose';
import { angleOf, metresBetween, type Point } from '../../core/catalogue/distance.ts';
import type { Query } from '../../core/catalogue/query.ts';
import { cut, markOf } from '../../core/page-mark.ts';
import type { Page } from '../../core/ports/records.ts';
import type { StoredEntry } from './catalogue.ts';
import type { Filter } from './records/documents.ts';

interface Found {
  readonly id: string;
  readonly row: number;
  readonly metres: number;
}

/**
 * Nearest first. Looks close by and then wider, until there is a page of hits; at each look MongoDB walks either the
 * places or the words, whichever is less. So a page costs what lies around, however many lie within reach.
 */
export async function nearest(
  entries: mongo.Collection<StoredEntry>,
  match: Filter,
  near: NonNullable<Query['near']>,
  page: Page,
) {
  const [metres, row] = markOf(page, [-1, 0]);
  const after = { metres: Number(metres), row: Number(row) };

  let reach = Math.min(near.metres, Math.max(1000, after.metres * 1.5));
  let found = await within(entries, match, near, reach, after);
  while (found.length <= page.size && reach < near.metres) {
    reach = Math.min(near.metres, reach * 3);
    found = await within(entries, match, near, reach, after);
  }

  const { items, next } = cut(found, page, (item) => [item.metres, item.row]);
  return { items: await entriesAt(entries, items), next };
}

/** The circle is a sieve, a little wider than asked; the exact distance is the core's arithmetic. */
async function within(
  entries: mongo.Collection<StoredEntry>,
  match: Filter,
  centre: Point,
  reach: number,
  after: Pick<Found, 'metres' | 'row'>,
): Promise<readonly Found[]> {
  const circle = { $centerSphere: [[centre.lon, centre.lat], angleOf(reach)] };
  const places = await entries
    .find({ ...match, place: { $geoWithin: circle } })
    .project<{ _id: string; row: number; entry: { point: Point } }>({ row: 1, 'entry.point': 1 })
    .toArray();
  return places
    .map(({ _id, row, entry }) => ({ id: _id, row, metres: metresBetween(centre, entry.point) }))
    .filter((found) => found.metres <= reach && isBefore(after, found))
    .sort((a, b) => a.metres - b.metres || a.row - b.row);
}

const isBefore = (a: Pick<Found, 'metres' | 'row'>, b: Pick<Found, 'metres' | 'row'>): boolean =>
  a.metres < b.metres || (a.metres === b.metres && a.row < b.row);

async function entriesAt(entries: mongo.Collection<StoredEntry>, items: readonly Found[]) {
  const found = await entries.find({ _id: { $in: items.map(({ id }) => id) } }).toArray();
  const known = new Map(found.map(({ _id, entry }) => [_id, entry]));
  return items.flatMap(({ id }) => known.get(id) ?? []);
}
