import type { mongo } from 'mongoose';
import { angleOf, metresBetween, type Point } from '../../core/catalogue/distance.ts';
import type { Entry } from '../../core/catalogue/entry.ts';
import type { Query } from '../../core/catalogue/query.ts';
import { cut, markOf } from '../../core/page-mark.ts';
import type { Page } from '../../core/ports/records.ts';
import type { StoredEntry } from './catalogue.ts';
import type { Filter } from './records/documents.ts';

interface Found {
  readonly id: string;
  readonly row: number;
  readonly metres: number;
  /** Null: not read, because many lie there. */
  readonly entry: Entry | null;
}

/** So many are read whole; of more only where they lie, and afterwards those of the page. */
const few = 100;

/**
 * Nearest first. Without words MongoDB says how far a page reaches, walking the places outward. With words that might walk
 * them all for a rare one: we look close by and then wider, and at each look MongoDB walks either the places or the words,
 * whichever is less. So a page costs what lies around, however many lie within reach.
 */
export async function nearest(
  entries: mongo.Collection<StoredEntry>,
  { match, hasWords }: { readonly match: Filter; readonly hasWords: boolean },
  near: NonNullable<Query['near']>,
  page: Page,
) {
  const [metres, row] = markOf(page, [-1, 0]);
  const after = { metres: Number(metres), row: Number(row) };

  let reach = hasWords
    ? Math.min(near.metres, Math.max(1000, after.metres * 1.5))
    : await pageReach(entries, match, near, { from: Math.max(0, after.metres), places: page.size + 1 });
  let found = await within(entries, match, near, reach, after);
  while (found.length <= page.size && reach < near.metres) {
    reach = Math.min(near.metres, Math.max(1000, reach * widerBy(found.length, page.size)));
    found = await within(entries, match, near, reach, after);
  }

  const { items, next } = cut(found, page, (item) => [item.metres, item.row]);
  return { items: await entriesOf(entries, items), next };
}

/** Twice as far holds four times as many: far enough for a page as things look, and no more than eight times as far. */
const widerBy = (found: number, size: number): number =>
  Math.min(8, Math.max(1.5, Math.sqrt((1.5 * (size + 1)) / Math.max(found, 0.5))));

/** MongoDB's own earth, by which it takes metres. */
const itsRadiusMetres = 6_378_100;

/** Metres from the centre to the last of so many places, or how far the search goes if there are fewer. */
async function pageReach(
  entries: mongo.Collection<StoredEntry>,
  match: Filter,
  near: NonNullable<Query['near']>,
  { from, places }: { readonly from: number; readonly places: number },
): Promise<number> {
  const outward = {
    $geometry: { type: 'Point', coordinates: [near.lon, near.lat] },
    $minDistance: angleOf(from * 0.999_99) * itsRadiusMetres * 0.999_99,
    $maxDistance: angleOf(near.metres) * itsRadiusMetres,
  };
  const found = await entries
    .find({ ...match, place: { $nearSphere: outward } })
    .limit(places)
    .project<{ entry: { point: Point } }>({ _id: 0, 'entry.point': 1 })
    .toArray();
  const last = found.length === places ? found.at(-1) : undefined;
  return last ? Math.min(near.metres, metresBetween(near, last.entry.point)) : near.metres;
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
  const there = () => entries.find({ ...match, place: { $geoWithin: circle } });
  const whole = await there()
    .limit(few)
    .project<Located & { readonly entry: Entry }>({ row: 1, entry: 1 })
    .toArray();
  const foundAt = ({ _id: id, row, entry }: Located): Found => ({
    ...{ id, row, entry: null },
    metres: metresBetween(centre, entry.point),
  });
  const found =
    whole.length < few
      ? whole.map((place) => ({ ...foundAt(place), entry: place.entry }))
      : (await there().project<Located>({ row: 1, 'entry.point': 1 }).toArray()).map(foundAt);
  return found
    .filter((one) => one.metres <= reach && isBefore(after, one))
    .sort((a, b) => a.metres - b.metres || a.row - b.row);
}

const isBefore = (a: Pick<Found, 'metres' | 'row'>, b: Pick<Found, 'metres' | 'row'>): boolean =>
  a.metres < b.metres || (a.metres === b.metres && a.row < b.row);

interface Located {
  readonly _id: string;
  readonly row: number;
  readonly entry: { readonly point: Point };
}

async function entriesOf(
  entries: mongo.Collection<StoredEntry>,
  items: readonly Found[],
): Promise<readonly Entry[]> {
  const unread = items.filter(({ entry }) => entry === null).map(({ id }) => id);
  const read = unread.length === 0 ? [] : await entries.find({ _id: { $in: unread } }).toArray();
  const known = new Map(read.map(({ _id, entry }) => [_id, entry]));
  return items.flatMap(({ id, entry }) => entry ?? known.get(id) ?? []);
}
