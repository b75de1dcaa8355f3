import { domainEvent } from '../domain-events.ts';
import { type FileId, newId } from '../ids.ts';
import { later } from '../instant.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { FileFacts } from '../ports/engine.ts';
import type { FileRefusal } from '../ports/file-intake.ts';
import type { Ports } from '../ports/ports.ts';
import { keptMs, marginMs, type Upload, uploads } from './upload.ts';

/**
 * Takes a file in before it is handed in: checked, cleaned, kept, and remembered as this person's for 24 hours.
 * What was not handed in by then is removed.
 * @param claimed the name without a path, and the type that came with it
 */
export async function keepUpload(
  {
    records,
    keyValues,
    files,
    fileIntake,
    clock,
    ids,
  }: Pick<Ports, 'records' | 'keyValues' | 'files' | 'fileIntake' | 'clock' | 'ids'>,
  by: Someone,
  bytes: AsyncIterable<Uint8Array>,
  claimed: { readonly name: string; readonly type: string | null },
): Promise<Outcome<{ readonly file: FileId; readonly facts: FileFacts }, FileRefusal>> {
  const checked = await fileIntake.check(bytes, claimed);
  if (checked.refused) return checked;

  const { facts } = checked.done;
  const file = newId<FileId>(ids);
  const until = later(clock.now(), keptMs);
  const upload: Upload = { person: by.person, until };
  // Without an end: however late the reaction comes, it still finds what nobody handed in.
  await keyValues.put(uploads, file, upload);
  await records.keep({}, [
    domainEvent(by, 'upload.kept', { file, person: by.person }, later(until, marginMs)),
  ]);
  // Last: whatever a crash leaves here is found and removed, and no file lies where nothing knows of it.
  await files.put(checked.done.bytes, facts, file);
  return done({ file, facts });
}
