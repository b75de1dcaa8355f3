import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { Stale, StoreFault } from '../../core/faults.ts';

export type Value = string | number | null;

/** One connection. Everything on it is synchronous, so that what runs within `inOneGo` is never interleaved. */
export interface Database {
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** The first row, or null. */
  one<Row>(sql: string, ...values: Value[]): Row | null;
  /** @returns how many rows it changed */
  run(sql: string, ...values: Value[]): number;
  /** Several statements without values, as migrations have them. */
  script(sql: string): void;
  /** All or nothing, the only writer meanwhile. */
  inOneGo<Answer>(work: () => Answer): Answer;
  /** Every statement that was used so far. */
  statements(): readonly string[];
  close(): void;
}

/**
 * `full`: every commit is on disk before it is answered. `normal`: a commit survives the end of the process at once,
 * and a power cut only once the next full commit or checkpoint was written; the file is sound either way.
 */
export type Synchronous = 'full' | 'normal';

/** Write-ahead log, 5 seconds of patience with another writer. */
const pragmas = ['pragma busy_timeout = 5000', 'pragma journal_mode = wal', 'pragma cache_size = -32000'];

/** @param file path, or `:memory:` */
export function openDatabase(file: string, synchronous: Synchronous = 'full'): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const connection = asFault(() => new Libsql(file, { timeout: 5000 }));
  const prepared = new Map<string, ReturnType<typeof connection.prepare>>();
  for (const pragma of [...pragmas, `pragma synchronous = ${synchronous}`])
    asFault(() => connection.prepare(pragma).all());

  function statement(sql: string) {
    const known = prepared.get(sql);
    if (known) return known;
    const fresh = connection.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  }

  const all = <Row>(sql: string, ...values: Value[]): Row[] =>
    // A statement and the shape of its rows stand side by side where they are written.
    asFault(() => statement(sql).all(values) as Row[]);

  return {
    all,
    one: <Row>(sql: string, ...values: Value[]) => {
      // As above. `get` takes half the time of the first of `all`, and adds how long it took.
      const row = asFault(() => statement(sql).get(values) as (Row & { _metadata?: unknown }) | undefined);
      if (row) delete row._metadata;
      return row ?? null;
    },
    run: (sql, ...values) => asFault(() => statement(sql).run(values).changes),
    script: (sql) => void asFault(() => connection.exec(sql)),
    inOneGo(work) {
      asFault(() => connection.exec('begin immediate'));
      try {
        const answer = work();
        asFault(() => connection.exec('commit'));
        return answer;
      } catch (fault) {
        // A full disk makes SQLite roll back by itself.
        if (connection.inTransaction) connection.exec('rollback');
        throw fault;
      }
    },
    statements: () => [...prepared.keys()],
    close: () => void connection.close(),
  };
}

/** Our words for what SQLite says: a broken unique rule is stale, what the disk cannot do is a fault of the store. */
function asFault<Answer>(work: () => Answer): Answer {
  try {
    return work();
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
      throw new Stale('A unique rule would break', { cause });
    }
    const sentence = Object.entries(troubles).find(([start]) => code.startsWith(start))?.[1];
    throw sentence ? new StoreFault(sentence, { cause }) : cause;
  }
}

const troubles: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'The disk is full: nothing was kept',
  SQLITE_READONLY: 'The store is read-only: nothing was kept',
  SQLITE_IOERR: 'The disk does not read or write: nothing was kept',
  SQLITE_CANTOPEN: 'The file of the store cannot be opened',
  SQLITE_BUSY: 'Another process kept the store busy for 5 seconds: nothing was kept',
  SQLITE_CORRUPT: 'The file of the store is damaged',
  SQLITE_NOTADB: 'The file of the store is no SQLite database',
};

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault ? String(fault.code) : '';
