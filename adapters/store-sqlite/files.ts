import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreFault } from '../../core/faults.ts';
import { type FileId, newId } from '../../core/ids.ts';
import { dayMs, millis } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FileFacts, Files } from '../../core/ports/engine.ts';
import type { Ids } from '../../core/ports/ids.ts';
import type { Database } from './database.ts';

/**
 * Bytes lie in a folder, facts in the table. Bytes come first and go first:
 * what has no facts is not there, and what was removed leaves no bytes behind.
 */
export function files(db: Database, folder: string, ids: Ids): Files {
  return {
    async put(bytes, facts, id = newId(ids)) {
      await putFile(db, folder, id, facts, bytes);
      return id;
    },
    async read(id) {
      const row = db.one<{ facts: string }>('select facts from file where id = ?', id);
      if (!row || !(await exists(join(folder, id)))) return null;
      // Written by `put` above.
      return { facts: JSON.parse(row.facts) as FileFacts, bytes: streamed(join(folder, id)) };
    },
    async remove(id) {
      if (!db.one('select 1 from file where id = ?', id)) return;
      await rm(join(folder, id), { force: true });
      db.run('delete from file where id = ?', id);
    },
  };
}

/** Over one of the same id. */
export async function putFile(
  db: Database,
  folder: string,
  id: FileId,
  facts: FileFacts,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(folder, id, bytes);
  db.run(
    'insert into file (id, facts) values (?, ?) on conflict (id) do update set facts = excluded.facts',
    id,
    JSON.stringify(facts),
  );
}

/** Bytes that a killed process left behind without facts, a day later. */
export async function sweepFiles(db: Database, folder: string, clock: Clock): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (db.one('select 1 from file where id = ?', name)) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs < millis(clock.now()) - dayMs) await rm(join(folder, name), { force: true });
  }
}

/** Under another name until every byte is on disk; the folder is synced too, or a power cut could lose the name. */
async function writeWhole(folder: string, id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const [part, whole] = [join(folder, `${id}.part`), join(folder, id)];
  try {
    const file = await open(part, 'w');
    try {
      for await (const chunk of bytes) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, whole);
    await syncFolder(folder);
  } catch (cause) {
    await rm(part, { force: true });
    throw isFull(cause) ? new StoreFault('The disk is full: the file was not kept', { cause }) : cause;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Opened when somebody begins to read, so that nothing stays open for who never does. */
async function* streamed(path: string): AsyncIterable<Uint8Array> {
  yield* createReadStream(path);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const isFull = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === 'ENOSPC' || fault.code === 'EDQUOT');
