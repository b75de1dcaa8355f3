import { type Upload, uploads } from './evidence/upload.ts';
import type { FileId, PersonId } from './ids.ts';
import type { Ports } from './ports/ports.ts';

/** Whether this person just uploaded this file and may still use it. */
export async function isOwnUpload(
  { keyValues, clock }: Pick<Ports, 'keyValues' | 'clock'>,
  person: PersonId,
  file: FileId,
): Promise<boolean> {
  const upload = await keyValues.read<Upload>(uploads, file);
  return upload !== null && upload.person === person && clock.now() < upload.until;
}
