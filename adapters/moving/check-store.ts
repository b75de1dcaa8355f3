import type { Engine } from '../../core/ports/engine.ts';
import { copyLease } from './copy-store.ts';
import { type Counted, countAll, type Progress } from './count.ts';
import { bytesOf, pagesOf } from './lines.ts';
import { patient } from './patient.ts';

export interface Checked {
  readonly counted: readonly Counted[];
  /** What is wrong, in sentences; none: all is well. */
  readonly troubles: readonly string[];
}

/** Reads everything that a store holds, every byte of every file too, and says what is wrong with it. */
export async function checkStore(checked: Engine, progress: Progress): Promise<Checked> {
  const engine = patient(checked);
  const counted = await countAll(engine, progress);
  const [own, files] = [await engine.holdings.troubles(), await troublesOfFiles(engine)];
  const copied = (await engine.leases.holder(copyLease)) === null ? [] : [unfinished];
  return { counted, troubles: [...copied, ...own, ...files, ...(await missingFiles(engine))] };
}

const unfinished = 'A copy into it is not finished: say again: col store copy';

async function troublesOfFiles(engine: Engine): Promise<readonly string[]> {
  const troubles: string[] = [];
  for await (const page of pagesOf(engine, 'file')) {
    for (const { id, doc } of page) {
      const { sha256, read } = await bytesOf(engine, id);
      if (sha256 === null) troubles.push(`File ${id} has no bytes`);
      else if (read !== doc['bytes'])
        troubles.push(`File ${id} has ${read} bytes instead of ${doc['bytes']}`);
    }
  }
  return troubles;
}

/** Evidence that names a file which is not there. */
async function missingFiles(engine: Engine): Promise<readonly string[]> {
  const known = new Set<string>();
  for await (const page of pagesOf(engine, 'file')) for (const { id } of page) known.add(id);
  const troubles: string[] = [];
  for await (const page of pagesOf(engine, 'evidence')) {
    for (const { id, doc } of page) {
      const missing = filesIn(doc['items']).filter((file) => !known.has(file));
      troubles.push(...missing.map((file) => `Evidence ${id} names the file ${file}, which is not there`));
    }
  }
  return troubles;
}

const filesIn = (items: unknown): readonly string[] =>
  (Array.isArray(items) ? items : []).flatMap((item: unknown) =>
    typeof item === 'object' && item !== null && 'file' in item ? [String(item.file)] : [],
  );
