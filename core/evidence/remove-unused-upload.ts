import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { uploads } from './upload.ts';

/**
 * A file that was never handed in goes after its day. Handing in takes the entry away; where a crash left it,
 * the evidence itself says that the file stays.
 */
export async function removeUnusedUpload(
  { records, keyValues, files }: Pick<Ports, 'records' | 'keyValues' | 'files'>,
  { payload: { file, person } }: Told<'upload.kept'>,
): Promise<void> {
  if ((await keyValues.read(uploads, file)) === null) return;
  const evidence = await records.evidence.of(person);
  const isUsed = evidence.some(({ items }) =>
    items.some((item) => item.kind === 'file' && item.file === file),
  );
  if (!isUsed) await files.remove(file);
  await keyValues.take(uploads, file);
}
