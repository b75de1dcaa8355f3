import type { Engine } from '../../core/ports/engine.ts';
import { connect } from './connection.ts';
import { engineOn, type MongoParts } from './engine.ts';

export interface MongoConfig extends MongoParts {
  /** `mongodb://…` or `mongodb+srv://…` of a replica set; names the database, `cities` where it does not. */
  readonly uri: string;
}

/**
 * The store of many processes: one replica set.
 * @throws StoreFault it does not answer, or is no replica set; the sentence says what helps
 */
export const openMongo = async ({ uri, ...parts }: MongoConfig): Promise<Engine> =>
  engineOn(await connect(uri), parts);
