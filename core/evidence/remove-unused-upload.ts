import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { readHeld } from '../read-award-facts.ts';
import { uploads } from './upload.ts';

/**
 * A file that was never handed in goes after its day. Handing in takes the entry away; where a crash left it,
 * the evidence or the badge itself says that the file stays.
 */
export async function removeUnusedUpload(
  { records, keyValues, files }: Pick<Ports, 'records' | 'keyValues' | 'files'>,
  { payload: { file, person } }: Told<'upload.kept'>,
): Promise<void> {
  if ((await keyValues.read(uploads, file)) === null) return;
  const [evidence, held] = await Promise.all([records.evidence.of(person), readHeld({ records }, person)]);
  const isUsed =
    evidence.some(({ items }) => items.some((item) => item.kind === 'file' && item.file === file)) ||
    held.some(({ laterEvidence }) => laterEvidence?.some((one) => one.file?.file === file));
  if (!isUsed) await files.remove(file);
  await keyValues.take(uploads, file);
}
