import type { FileId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { isOwnUpload } from '../read-upload.ts';
import type { Evidence, EvidenceItem } from './evidence.ts';
import type { HandedInItem } from './handed-in-item.ts';

/**
 * The items with what is known of their files. A file must be the author's: just uploaded, or handed in for this task before.
 */
export async function readItems(
  ports: Pick<Ports, 'files' | 'keyValues' | 'clock'>,
  by: Someone,
  items: readonly HandedInItem[],
  history: readonly Evidence[],
): Promise<Outcome<readonly EvidenceItem[], { readonly why: 'file-gone'; readonly file: FileId }>> {
  const read: EvidenceItem[] = [];
  for (const item of items) {
    if (item.kind !== 'file') {
      read.push(item);
      continue;
    }
    const found = (await isTheirs(ports, by, item.file, history)) ? await ports.files.read(item.file) : null;
    if (!found) return refused({ why: 'file-gone', file: item.file });
    const { name, type, medium, bytes } = found.facts;
    read.push({ kind: 'file', file: item.file, name, type, medium, bytes, alt: item.alt });
  }
  return done(read);
}

async function isTheirs(
  { keyValues, clock }: Pick<Ports, 'keyValues' | 'clock'>,
  by: Someone,
  file: FileId,
  history: readonly Evidence[],
): Promise<boolean> {
  const wasHandedIn = history.some(({ items }) =>
    items.some((item) => item.kind === 'file' && item.file === file),
  );
  if (wasHandedIn) return true;
  return isOwnUpload({ keyValues, clock }, by.person, file);
}
