import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Libsql from 'libsql';
import { openSqlite } from '../../adapters/store-sqlite/index.ts';
import { matchOf } from '../../adapters/store-sqlite/match.ts';
import { boxesAround } from '../../core/catalogue/distance.ts';
import type { Entry } from '../../core/catalogue/entry.ts';
import type { Query } from '../../core/catalogue/query.ts';
import { activityTypes, categories } from '../../core/lists.ts';
import type { Records } from '../../core/ports/records.ts';
import { anEntry, aPlaylistEntry, aQuery, texts } from '../builders/index.ts';
import { countingIds } from '../support/ids.ts';
import { stillClock } from '../support/still-clock.ts';
import { median } from './percentile.ts';

interface SearchTime {
  readonly search: string;
  readonly hits: number;
  /** Medians, milliseconds. */
  readonly oursMs: number;
  readonly rawMs: number;
}

const entries = 100_000;
const size = 20;
const rounds = 30;
const novoMesto = { lat: 45.8011, lon: 15.171 };

export async function tellCatalogue(): Promise<string> {
  const searches = await measureCatalogue();
  const rows = searches.map(
    ({ search, hits, oursMs, rawMs }) =>
      `| ${search} | ${hits} | ${oursMs.toFixed(2)} | ${rawMs.toFixed(2)} | ${(oursMs / rawMs).toFixed(2)} |`,
  );
  return `## Search, ${entries.toLocaleString('en')} entries

Median of a page of ${size}, beside the SQL one would write by hand on the same tables.

| Search | hits | ours ms | raw ms | ours ÷ raw (goal ≤ 2) |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** Our search beside the SQL one would write by hand for the same page, on the same tables and machine. */
async function measureCatalogue(): Promise<readonly SearchTime[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'city.db');
  const engine = openSqlite({ file, filesDir: folder, clock: stillClock(), ids: countingIds('x') });
  try {
    await engine.migrate();
    const vocabulary = await fill(engine.records, entries);
    const raw = openRaw(file);
    const times: SearchTime[] = [];
    for (const [search, query] of Object.entries(searches(vocabulary))) {
      times.push({ search, ...(await sideBySide(engine.records, raw, query)) });
    }
    raw.close();
    return times;
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}

function searches(words: readonly string[]): Readonly<Record<string, Query>> {
  const [often, common, uncommon] = [words[0] ?? '', words[40] ?? '', words[1500] ?? ''];
  const filters = { type: 'course', category: 'science', language: 'sl' } as const;
  return {
    'everything, first page': aQuery(),
    'type, category and language': aQuery(filters),
    'a word that many have': aQuery({ text: often }),
    'a word that few have': aQuery({ text: uncommon }),
    'two words': aQuery({ text: `${often} ${common}` }),
    'a beginning of three letters': aQuery({ text: common.slice(0, 3) }),
    'a word and filters': aQuery({ text: common, ...filters }),
    'within 20 km': aQuery({ near: { ...novoMesto, metres: 20_000 } }),
    'within 500 km': aQuery({ near: { ...novoMesto, metres: 500_000 } }),
    'a word within 500 km': aQuery({ text: common, near: { ...novoMesto, metres: 500_000 } }),
  };
}

/** In turns, so that what else the machine does weighs on both. */
async function sideBySide(records: Records, raw: Raw, query: Query): Promise<Omit<SearchTime, 'search'>> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  let hits = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    hits = (await records.catalogue.search(query, { size, after: null })).items.length;
    const between = performance.now();
    byHand(raw, query);
    ours.push(between - start);
    theirs.push(performance.now() - between);
  }
  return { hits, oursMs: median(ours), rawMs: median(theirs) };
}

type Raw = ReturnType<typeof openRaw>;

function openRaw(file: string) {
  const connection = new Libsql(file);
  const [everything, bestFirst, nearestFirst] = [any, best, nearest].map((sql) => connection.prepare(sql));
  return { everything, bestFirst, nearestFirst, close: () => connection.close() };
}

/** Best match by SQLite's own ranking, nearest by degrees; one statement, and its documents read. */
function byHand({ everything, bestFirst, nearestFirst }: Raw, query: Query): unknown[] {
  const [box] = query.near ? boxesAround(query.near, query.near.metres) : [];
  const rows =
    query.near && box
      ? nearestFirst?.all([
          ...[box.south, box.north, box.west, box.east],
          matchOf(query),
          ...[query.near.lat, query.near.lon],
        ])
      : (query.text ? bestFirst : everything)?.all([matchOf(query)]);
  // The statement's own column.
  return (rows ?? []).map((row) => JSON.parse((row as { doc: string }).doc));
}

const any = `
  select doc from entry_words join entry on row = entry_words.rowid
  where entry_words match ? order by entry_words.rowid limit ${size + 1}`;

const best = `
  select doc from entry_words join entry on row = entry_words.rowid
  where entry_words match ? order by rank limit ${size + 1}`;

const nearest = `
  select doc from entry_place join entry on entry.row = entry_place.row
  where north >= ? and south <= ? and east >= ? and west <= ?
    and +entry_place.row in (select rowid from entry_words where entry_words match ?)
  order by (lat - ?) * (lat - ?6) + 0.49 * (lon - ?) * (lon - ?7) limit ${size + 1}`;

async function fill(records: Records, count: number): Promise<readonly string[]> {
  const letters = fc.constantFrom(...'aeioubdgklmnprstvz');
  const vocabulary = fc.sample(fc.string({ unit: letters, minLength: 3, maxLength: 9 }), {
    numRuns: 8000,
    seed: 1,
  });
  const random = randomOf(2);
  // As in any language: a few words are everywhere, most are rare.
  const word = () => vocabulary[Math.floor(random() ** 3 * vocabulary.length)] ?? '';
  const words = (many: number) => Array.from({ length: many }, word).join(' ');
  const one = <Item>(items: readonly Item[]) => items.slice(Math.floor(random() * items.length)).slice(0, 1);

  function entry(index: number): Entry {
    const [name, about] = [words(3), words(25)];
    const build = index % 10 === 0 ? aPlaylistEntry : anEntry;
    return build(name, {
      about: texts(about),
      words: `${name} ${about}`,
      types: one(activityTypes),
      categories: one(categories),
      languages: one(['en', 'sl', 'de', 'lt']),
      // Over Europe; a third is online.
      point: random() < 2 / 3 ? { lat: 36 + random() * 24, lon: -9 + random() * 38 } : null,
      visibility: random() < 0.95 ? 'anyone' : 'nobody',
    });
  }

  for (let index = 0; index < count; index += 1000) {
    const catalogue = Array.from({ length: Math.min(1000, count - index) }, (_, more) => entry(index + more));
    await records.keep({ catalogue });
  }
  return vocabulary;
}

/** Mulberry32: the same numbers from 0 to 1 in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
