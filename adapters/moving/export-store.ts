import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../../core/ports/engine.ts';
import type { Progress } from './count.ts';
import { kinds, linesOf } from './lines.ts';
import { patient } from './patient.ts';

/**
 * Writes all that a store holds as JSON lines, kind by kind, in the order of ids: equal cities give equal bytes.
 * The bytes of files stay where they are; their digests stand in their lines. The file appears when it is whole.
 * @returns how many lines it has
 */
export async function exportStore(engine: Engine, file: string, progress: Progress): Promise<number> {
  const part = `${file}.part`;
  let count = 0;
  async function* all(): AsyncGenerator<string> {
    for (const kind of kinds) {
      let ofKind = 0;
      for await (const line of linesOf(patient(engine), kind)) {
        yield line;
        ofKind += 1;
        if (ofKind % 1000 === 0) progress('written', kind, ofKind);
      }
      count += ofKind;
    }
  }
  try {
    await pipeline(Readable.from(all()), createWriteStream(part, { mode: 0o600 }));
    await rename(part, file);
  } catch (fault) {
    await rm(part, { force: true });
    throw fault;
  }
  return count;
}
