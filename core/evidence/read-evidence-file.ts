import { z } from 'zod';
import { EvidenceId, FileId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { FileFacts } from '../ports/engine.ts';
import type { Ports } from '../ports/ports.ts';

export const ReadEvidenceFile = z.object({ evidence: EvidenceId, file: FileId });
export type ReadEvidenceFile = z.infer<typeof ReadEvidenceFile>;

/** A file that was handed in, for its author and for those who may review it; not found for everybody else. */
export async function readEvidenceFile(
  ports: Pick<Ports, 'records' | 'clock' | 'files'>,
  by: Someone,
  input: ReadEvidenceFile,
): Promise<Outcome<{ readonly facts: FileFacts; readonly bytes: AsyncIterable<Uint8Array> }, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
