import type { z } from 'zod';
import { FileId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { FileFacts } from '../ports/engine.ts';
import type { Ports } from '../ports/ports.ts';
import { SeeAward, seeAward } from './see-award.ts';

export const ReadLaterFile = SeeAward.pick({ address: true }).extend({ file: FileId });
export type ReadLaterFile = z.infer<typeof ReadLaterFile>;

export interface LaterFileRead {
  readonly facts: FileFacts;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A file that a holder added to a badge, for whoever may see what the badge was given for. */
export async function readLaterFile(
  ports: Pick<Ports, 'records' | 'clock' | 'files'>,
  by: Actor,
  { address, file }: ReadLaterFile,
): Promise<Outcome<LaterFileRead, NotFound>> {
  const seen = await seeAward(ports, by, { address, as: 'page' });
  const isShown = seen.done?.evidence.some(({ items }) =>
    items.some((item) => item.kind === 'file' && item.open === file),
  );
  const found = isShown ? await ports.files.read(file) : null;
  return found ? done(found) : refused({ why: 'not-found' });
}
