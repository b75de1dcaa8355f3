import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Things of one kind, each under its id; kept in one JSON file, or in memory alone. */
export interface Shelf<T> {
  one(id: string): T | null;
  all(): readonly T[];
  put(...items: readonly T[]): void;
  remove(...ids: readonly string[]): void;
}

/** A file of the practice LMS that cannot be read as what it should be. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/**
 * Opens `<folder>/<name>.json`; what was never kept starts empty.
 * @param folder null keeps everything in memory
 * @throws DamagedFile naming the file and what is wrong in it
 */
export function openShelf<T>(
  folder: string | null,
  name: string,
  schema: z.ZodType<T>,
  idOf: (item: T) => string,
): Shelf<T> {
  const file = folder === null ? null : join(folder, `${name}.json`);
  const kept = new Map((file ? read(file, z.array(schema)) : []).map((item) => [idOf(item), item]));
  const save = () => file && write(file, [...kept.values()]);

  return {
    one: (id) => kept.get(id) ?? null,
    all: () => [...kept.values()],
    put(...items) {
      for (const item of items) kept.set(idOf(item), item);
      if (items.length > 0) save();
    },
    remove(...ids) {
      const gone = ids.filter((id) => kept.delete(id));
      if (gone.length > 0) save();
    },
  };
}

function read<T>(file: string, schema: z.ZodType<T[]>): T[] {
  if (!existsSync(file)) return [];
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const what = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new DamagedFile(`${file} is damaged; mend it or delete the folder to start afresh.\n${what}`, {
      cause,
    });
  }
}

/** Whole or not at all: a reader, or a restart after a crash, never meets half a file. */
function write(file: string, items: readonly unknown[]): void {
  mkdirSync(join(file, '..'), { recursive: true });
  const aside = `${file}.${process.pid}.tmp`;
  writeFileSync(aside, `${JSON.stringify(items, null, 1)}\n`, { mode: 0o600 });
  renameSync(aside, file);
}
