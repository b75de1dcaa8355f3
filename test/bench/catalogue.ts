import { mongo } from 'mongoose';
import { assemble } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import { catalogue as catalogueIndexes } from '../../adapters/store-mongo/migrations/0003-catalogue.ts';
import type { Query } from '../../core/catalogue/query.ts';
import type { Records } from '../../core/ports/records.ts';
import { aQuery } from '../builders/index.ts';
import { fillCatalogue } from './catalogue-filled.ts';
import { openRaw, type Raw, size } from './catalogue-raw.ts';
import { type BenchEngine, openEngine } from './engines.ts';
import { median } from './percentile.ts';
import { telling } from './telling.ts';

const rounds = 30;
export const novoMesto = { lat: 45.8011, lon: 15.171 };

/** A page of twenty among a tenth of the entries and among all, each beside the query by hand. */
export async function tellCatalogue(
  slug: BenchEngine['slug'],
  stores: string,
  entries: number,
): Promise<string> {
  const counts = [entries / 10, entries] as const;
  const [few, many] = counts.map((count) => count.toLocaleString('en'));
  const engine = await openEngine(slug, stores);
  const rows = (await measured(engine, counts)).map(
    ({ search, sides: [a, b] }) =>
      `| ${search} | ${b.hits} | ${a.oursMs.toFixed(2)} | ${b.oursMs.toFixed(2)} | ${(b.oursMs / a.oursMs).toFixed(2)} | ${(a.oursMs / a.rawMs).toFixed(2)} | ${(b.oursMs / b.rawMs).toFixed(2)} |`,
  );
  await engine.stop();
  return `## Search, ${engine.name}

Median of a page of ${size} among ${few} and ${many} activities and playlists, in turns, beside what one would write by hand on the same ${byHand[slug]}.

| Search | hits | ${few}, ms | ${many}, ms | large ÷ small (goal ≤ 2) | ours ÷ raw, ${few} (goal ≤ 2) | ours ÷ raw, ${many} (goal ≤ 2) |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

const byHand = {
  sqlite: "tables: SQLite's own ranking, nearest by degrees from its R*Tree, one statement",
  mongo: 'collection: the tokens in the order of rows, a beginning by a pattern, `$nearSphere`',
};

interface Side {
  readonly records: Records;
  readonly raw: Raw;
  close(): Promise<void>;
}
interface SearchTime {
  readonly hits: number;
  /** Medians, milliseconds. */
  readonly oursMs: number;
  readonly rawMs: number;
}

async function measured(engine: BenchEngine, counts: readonly [number, number]) {
  const [small, large] = [await openSide(engine, counts[0]), await openSide(engine, counts[1])];
  const found: { readonly search: string; readonly sides: readonly [SearchTime, SearchTime] }[] = [];
  for (const [search, query] of Object.entries(searches(large.words))) {
    found.push({ search, sides: await inTurns(small.side, large.side, query) });
  }
  await small.side.close();
  await large.side.close();
  return found;
}

async function openSide(engine: BenchEngine, count: number) {
  const env = engine.env(`entries-${count}`);
  const app = await assemble(
    readConfig({ ...env, PRACTICE_LMS: 'off', DEMO_CITY: 'off', LOG_LEVEL: 'silent' }),
  );
  const tell = telling(`${engine.name}, entries`, count);
  const words = await indexedLater(env['MONGODB_URI'], () => fillCatalogue(app.engine, count, tell));
  const raw = await openRaw(env);
  const side: Side = {
    records: app.ports.records,
    raw,
    async close() {
      await raw.close();
      await app.close();
    },
  };
  return { side, words };
}

/** Without MongoDB's largest index a filling takes a fraction of the time, and the index made of all at once is the same. */
async function indexedLater<Answer>(uri: string | undefined, fill: () => Promise<Answer>): Promise<Answer> {
  if (!uri) return fill();
  const client = await mongo.MongoClient.connect(uri);
  const entries = client.db().collection('entry');
  const isFresh = (await entries.estimatedDocumentCount()) === 0;
  const index = catalogueIndexes.find(({ name }) => name === 'tokens');
  if (!index) throw new Error('Entries have no index of tokens any more');
  if (isFresh) await entries.dropIndex(index.name);
  const answer = await fill();
  // Does nothing where it is there.
  await entries.createIndex(Object.fromEntries(index.keys.map((key) => [key, 1])), { name: index.name });
  await client.close();
  return answer;
}

export function searches(words: readonly string[]): Readonly<Record<string, Query>> {
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

/** So that what else the machine does weighs on all. */
async function inTurns(small: Side, large: Side, query: Query): Promise<readonly [SearchTime, SearchTime]> {
  const [one, other] = [timesOf(small), timesOf(large)];
  for (let round = 0; round < rounds; round += 1) {
    for (const side of [one, other]) {
      const start = performance.now();
      side.hits = (await side.records.catalogue.search(query, { size, after: null })).items.length;
      const between = performance.now();
      await side.raw.search(query);
      side.ours.push(between - start);
      side.theirs.push(performance.now() - between);
    }
  }
  return [mediansOf(one), mediansOf(other)];
}

const timesOf = (side: Side) => ({
  records: side.records,
  raw: side.raw,
  hits: 0,
  ours: [] as number[],
  theirs: [] as number[],
});

const mediansOf = ({ hits, ours, theirs }: ReturnType<typeof timesOf>): SearchTime => ({
  hits,
  oursMs: median(ours),
  rawMs: median(theirs),
});
