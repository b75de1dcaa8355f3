import { openDatabase } from './database.ts';
import { engineOn, type SqliteParts } from './engine.ts';

export interface SqliteConfig extends SqliteParts {
  /** Path, or `:memory:` for as long as the engine is open. */
  readonly file: string;
}

/** The embedded store: one file, one folder. Several processes of one host may have it open. */
export function openSqlite({ file, ...parts }: SqliteConfig) {
  const db = openDatabase(file);
  // What ends by itself within hours, or is done again when it is forgotten, need not wait for the disk.
  const swift = file === ':memory:' ? db : openDatabase(file, 'normal');
  return engineOn(db, swift, parts);
}
