import type { mongo } from 'mongoose';
import type { Entry } from '../../core/catalogue/entry.ts';
import { cut, markOf } from '../../core/page-mark.ts';
import type { Changes, Page, Records } from '../../core/ports/records.ts';
import type { Store } from './connection.ts';
import { nearest } from './near.ts';
import type { Filter } from './records/documents.ts';
import { type Beginnings, matchesOf, matchOf, tokensOf, vocabularyOf } from './tokens.ts';

export interface StoredEntry {
  /** Its subject: kind and id. */
  readonly _id: string;
  readonly key: string;
  /** The order in which entries came; playlists have the lower numbers. */
  readonly row: number;
  readonly tokens: readonly string[];
  readonly place: {
    readonly type: 'Point';
    readonly coordinates: readonly [lon: number, lat: number];
  } | null;
  readonly entry: Entry;
}

export const entriesOf = (db: mongo.Db) => db.collection<StoredEntry>('entry');

/** Finds entries: a match that streams in the order of rows, or by distance. */
export function catalogue({ db }: Pick<Store, 'db'>): Records['catalogue'] {
  const entries = entriesOf(db);
  const beginnings = beginningsIn(db);
  return {
    async search(query, page) {
      if (query.near) {
        const match = await matchOf(query, beginnings);
        return nearest(entries, { match, hasWords: query.text.trim() !== '' }, query.near, page);
      }
      return bestFirst(entries, await matchesOf(query, beginnings), page);
    },
    bySubject: async (subject) => (await entries.findOne({ _id: subjectOf(subject) }))?.entry ?? null,
    byKey: async (key) => (await entries.findOne({ key }))?.entry ?? null,
  };
}

/** The better match is read to its end before the next one begins. */
async function bestFirst(entries: mongo.Collection<StoredEntry>, matches: readonly Filter[], page: Page) {
  const [from, after] = markOf(page, [0, Number.MIN_SAFE_INTEGER]);
  const found: { readonly match: number; readonly row: number; readonly entry: Entry }[] = [];
  for (let match = Number(from); match < matches.length && found.length <= page.size; match += 1) {
    const start = match === from ? Number(after) : Number.MIN_SAFE_INTEGER;
    const more = await entries
      .find({ ...matches[match], row: { $gt: start } })
      .sort({ row: 1 })
      .limit(page.size + 1 - found.length)
      .project<Pick<StoredEntry, 'row' | 'entry'>>({ row: 1, entry: 1 })
      .toArray();
    found.push(...more.map(({ row, entry }) => ({ match, row, entry })));
  }

  const { items, next } = cut(found, page, ({ match, row }) => [match, row]);
  return { items: items.map(({ entry }) => entry), next };
}

/** More words than that are read by a pattern: MongoDB merges so many lists in order, and sorts longer ones. */
const mostBeginnings = 100;

const beginningsIn =
  (db: mongo.Db): Beginnings =>
  async (beginning) => {
    const found = await vocabularyIn(db)
      .find({ _id: { $gte: beginning, $lt: `${beginning}\u{10FFFF}` } })
      .sort({ _id: 1 })
      .limit(mostBeginnings + 1)
      .toArray();
    return found.length > mostBeginnings ? null : found.map(({ _id }) => _id);
  };

const vocabularyIn = (db: mongo.Db) => db.collection<{ readonly _id: string }>('word');

/** Before `keep`: a word that no entry has is harmless, so the vocabulary needs no transaction. It only grows. */
export async function keepWords(
  { db }: Pick<Store, 'db'>,
  changes: NonNullable<Changes['catalogue']>,
): Promise<void> {
  const words = new Set(changes.flatMap((change) => ('remove' in change ? [] : vocabularyOf(change))));
  if (words.size === 0) return;
  const known = await vocabularyIn(db)
    .find({ _id: { $in: [...words] } })
    .toArray();
  for (const { _id } of known) words.delete(_id);
  const writes = [...words].map((word) => ({
    updateOne: { filter: { _id: word }, update: { $setOnInsert: { _id: word } }, upsert: true },
  }));
  if (writes.length > 0) await vocabularyIn(db).bulkWrite(writes, { ordered: false });
}

/** Part of `keep`: within its transaction. An entry that changes stays where it stands in the order. */
export async function keepEntries(
  { db }: Pick<Store, 'db'>,
  changes: NonNullable<Changes['catalogue']>,
  session: mongo.ClientSession,
): Promise<void> {
  if (changes.length === 0) return;
  const entries = entriesOf(db);
  const last = new Map(
    changes.map((change) => [subjectOf('remove' in change ? change.remove : change.subject), change]),
  );
  const removed = [...last].flatMap(([subject, change]) => ('remove' in change ? [subject] : []));
  const put = [...last.values()].flatMap((change) => ('remove' in change ? [] : [change]));

  const rowOf = await rowsFor(entries, put, session);
  const writes = put.map((entry) => writeOf(entry, rowOf(entry)));
  if (removed.length > 0) await entries.deleteMany({ _id: { $in: removed } }, { session });
  if (writes.length > 0) await entries.bulkWrite(writes, { session });
}

/** The row that an entry has, or the next one of its kind. */
async function rowsFor(
  entries: mongo.Collection<StoredEntry>,
  put: readonly Entry[],
  session: mongo.ClientSession,
): Promise<(entry: Entry) => number> {
  const known = await entries
    .find({ _id: { $in: put.map(({ subject }) => subjectOf(subject)) } }, { session })
    .project<Pick<StoredEntry, '_id' | 'row'>>({ row: 1 })
    .toArray();
  const rows = new Map(known.map(({ _id, row }) => [_id, row]));
  for (const kind of ['playlist', 'activity'] as const) {
    const fresh = put.filter(({ subject }) => subject.kind === kind && !rows.has(subjectOf(subject)));
    if (fresh.length === 0) continue;
    const start = await nextRow(entries, kind, session);
    for (const [index, { subject }] of fresh.entries()) rows.set(subjectOf(subject), start + index);
  }
  return ({ subject }) => rows.get(subjectOf(subject)) ?? 0;
}

/** Playlists count up towards zero, activities from there. A row is given once: of two keeps at once one is done again. */
async function nextRow(
  entries: mongo.Collection<StoredEntry>,
  kind: Entry['subject']['kind'],
  session: mongo.ClientSession,
): Promise<number> {
  const [from, to] = kind === 'playlist' ? [-(2 ** 40), -1] : [0, 2 ** 40];
  const last = await entries
    .find({ row: { $gte: from, $lte: to } }, { session })
    .sort({ row: -1 })
    .project<Pick<StoredEntry, 'row'>>({ row: 1 })
    .next();
  return last ? last.row + 1 : from;
}

function writeOf(entry: Entry, row: number): mongo.AnyBulkWriteOperation<StoredEntry> {
  const stored = storedEntry(entry, row);
  return { replaceOne: { filter: { _id: stored._id }, replacement: stored, upsert: true } };
}

export const storedEntry = (entry: Entry, row: number): StoredEntry => ({
  _id: subjectOf(entry.subject),
  key: entry.key,
  row,
  tokens: tokensOf(entry),
  place: entry.point && { type: 'Point', coordinates: [entry.point.lon, entry.point.lat] },
  entry,
});

const subjectOf = ({ kind, id }: Entry['subject']): string => `${kind} ${id}`;
