import type { Entry } from '../../core/catalogue/entry.ts';
import { fold } from '../../core/catalogue/fold.ts';
import { cut, markOf } from '../../core/page-mark.ts';
import type { Changes, Page, Records } from '../../core/ports/records.ts';
import type { Database } from './database.ts';
import { marksOf, matchesOf } from './match.ts';
import { nearest } from './near.ts';
import { documents } from './records/documents.ts';

type Searched = Pick<Records['catalogue'], 'search'>['search'];

/** Finds entries: a full-text match that streams in the order of rows, or by distance. */
export function catalogue(db: Database): Pick<Records, 'catalogue'> {
  const { one } = documents(db);
  return {
    catalogue: {
      search: async (query, page) =>
        query.near ? nearest(db, query, query.near, page) : bestFirst(db, matchesOf(query), page),
      bySubject: (subject) => one('select doc from entry where subject = ?', subjectOf(subject)),
      byKey: (key) => one('select doc from entry where key = ?', key),
    },
  };
}

interface Found {
  readonly match: number;
  readonly row: number;
  readonly doc: string;
}

/** The better match is read to its end before the next one begins. */
function bestFirst(db: Database, matches: readonly string[], page: Page): Awaited<ReturnType<Searched>> {
  const [from, after] = markOf(page, [0, Number.MIN_SAFE_INTEGER]);
  const found: Found[] = [];
  for (let match = Number(from); match < matches.length && found.length <= page.size; match += 1) {
    const start = match === from ? Number(after) : Number.MIN_SAFE_INTEGER;
    const rows = db.all<Omit<Found, 'match'>>(
      byMatch,
      matches[match] ?? '',
      start,
      page.size + 1 - found.length,
    );
    found.push(...rows.map((row) => ({ ...row, match })));
  }

  const { items, next } = cut(found, page, ({ match, row }) => [match, row]);
  return { items: items.map(entryOf), next };
}

const byMatch = `
  select entry.row as row, entry.doc as doc
  from entry_words cross join entry on entry.row = entry_words.rowid
  where entry_words match ? and entry_words.rowid > ?
  order by entry_words.rowid limit ?`;

/** Part of `keep`: within its transaction. An entry that changes stays where it stands in the order. */
export function keepEntries(db: Database, changes: NonNullable<Changes['catalogue']>): void {
  for (const change of changes) {
    const known = takeOut(db, 'remove' in change ? change.remove : change.subject);
    if (!('remove' in change)) putIn(db, change, known ?? nextRow(db, change));
  }
}

/** An entry in a certain place of the order, over the one of the same subject. */
export function putEntry(db: Database, entry: Entry, row: number): void {
  takeOut(db, entry.subject);
  putIn(db, entry, row);
}

function takeOut(db: Database, subject: Entry['subject']): number | null {
  const known = db.one<{ row: number }>('select row from entry where subject = ?', subjectOf(subject));
  if (!known) return null;
  db.run('delete from entry where row = ?', known.row);
  db.run('delete from entry_words where rowid = ?', known.row);
  db.run('delete from entry_place where row = ?', known.row);
  return known.row;
}

function putIn(db: Database, entry: Entry, row: number): void {
  const name = fold(Object.values(entry.name.in).join(' '));
  db.run(
    'insert into entry (row, subject, doc) values (?, ?, ?)',
    row,
    subjectOf(entry.subject),
    JSON.stringify(entry),
  );
  db.run(
    'insert into entry_words (rowid, name, words, marks) values (?, ?, ?, ?)',
    row,
    name,
    entry.words,
    marksOf(entry),
  );
  if (!entry.point) return;
  const { lat, lon } = entry.point;
  db.run(
    `insert into entry_place (row, south, north, west, east, lat, lon) values (?, ?, ?, ?, ?, ?, ?)`,
    row,
    lat,
    lat,
    lon,
    lon,
    lat,
    lon,
  );
}

/** Playlists count up towards zero, activities from there: the order of rows puts playlists first. */
function nextRow(db: Database, { subject }: Entry): number {
  const [from, to] = subject.kind === 'playlist' ? [-(2 ** 40), -1] : [0, 2 ** 40];
  const last = db.one<{ row: number }>(
    'select row from entry where row between ? and ? order by row desc limit 1',
    from,
    to,
  );
  return last ? last.row + 1 : from;
}

const subjectOf = ({ kind, id }: Entry['subject']): string => `${kind} ${id}`;

// Written by `putIn`.
const entryOf = ({ doc }: { readonly doc: string }): Entry => JSON.parse(doc) as Entry;
