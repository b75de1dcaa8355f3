import type { FileId } from '../ids.ts';
import type { Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { FileFacts } from '../ports/engine.ts';
import type { FileRefusal } from '../ports/file-intake.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Takes a file in before it is handed in: checked, cleaned, kept, and remembered as this person's for 24 hours.
 * What was not handed in by then is removed.
 * @param claimed the name without a path, and the type that came with it
 */
export async function keepUpload(
  ports: Pick<Ports, 'records' | 'keyValues' | 'files' | 'fileIntake' | 'clock'>,
  by: Someone,
  bytes: AsyncIterable<Uint8Array>,
  claimed: { readonly name: string; readonly type: string | null },
): Promise<Outcome<{ readonly file: FileId; readonly facts: FileFacts }, FileRefusal>> {
  throw new Error(`under way ${ports} ${by} ${bytes} ${claimed}`);
}
