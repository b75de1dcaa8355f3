import { join } from 'node:path';
import Libsql from 'libsql';
import { mongo } from 'mongoose';
import { entriesOf } from '../../adapters/store-mongo/catalogue.ts';
import { matchOf as tokensAsked } from '../../adapters/store-mongo/tokens.ts';
import { matchOf as wordsAsked } from '../../adapters/store-sqlite/match.ts';
import { boxesAround } from '../../core/catalogue/distance.ts';
import type { Query } from '../../core/catalogue/query.ts';

/** What one would write by hand for the same page of a search, on the same tables. */
export interface Raw {
  /** @returns how many it found */
  search(query: Query): Promise<number>;
  close(): Promise<void>;
}

export const size = 20;

/** @param env the settings of a house */
export const openRaw = async (env: Readonly<Record<string, string>>): Promise<Raw> =>
  env['MONGODB_URI']
    ? openRawMongo(env['MONGODB_URI'])
    : openRawSqlite(join(env['DATA_DIR'] ?? '', 'city.db'));

/** Best match by SQLite's own ranking, nearest by degrees; one statement, and its documents read. */
function openRawSqlite(file: string): Raw {
  const connection = new Libsql(file);
  const [everything, bestFirst, nearestFirst] = [any, best, nearest].map((sql) => connection.prepare(sql));
  return {
    async search(query) {
      const [box] = query.near ? boxesAround(query.near, query.near.metres) : [];
      const rows =
        query.near && box
          ? nearestFirst?.all([
              ...[box.south, box.north, box.west, box.east],
              wordsAsked(query),
              ...[query.near.lat, query.near.lon],
            ])
          : (query.text ? bestFirst : everything)?.all([wordsAsked(query)]);
      // The statement's own column.
      return (rows ?? []).map((row) => JSON.parse((row as { doc: string }).doc)).length;
    },
    close: async () => void connection.close(),
  };
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

/** The tokens asked for in the order of rows, a beginning by a pattern; nearest by MongoDB's own `$nearSphere`. */
async function openRawMongo(uri: string): Promise<Raw> {
  const client = await mongo.MongoClient.connect(uri);
  const entries = entriesOf(client.db());
  return {
    async search(query) {
      const match = await tokensAsked(query, async () => null);
      const found = query.near
        ? entries.find({ ...match, place: nearby(query.near) })
        : entries.find(match).sort({ row: 1 });
      return (await found.limit(size + 1).toArray()).length;
    },
    close: () => client.close(),
  };
}

const nearby = ({ lat, lon, metres }: NonNullable<Query['near']>) => ({
  $nearSphere: {
    $geometry: { type: 'Point', coordinates: [lon, lat] },
    $maxDistance: metres,
  },
});
