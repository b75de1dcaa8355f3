import { keepUpload } from '../../core/evidence/keep-upload.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { FileId } from '../../core/ids.ts';
import type { Someone } from '../../core/people/actor.ts';
import type { FileRefusal } from '../../core/ports/file-intake.ts';
import type { FileHandle } from './asked.ts';
import type { ConversationPorts } from './command.ts';

export interface Copied {
  readonly files: readonly FileId[];
  /** Those that could not be taken, and why; null: the platform did not hand it out. */
  readonly failed: readonly { readonly name: string; readonly why: FileRefusal | null }[];
}

/** Copies what came along, checked and cleaned, before anything is handed in. No address of a platform is kept. */
export async function copyFiles(
  ports: Pick<ConversationPorts, 'records' | 'keyValues' | 'files' | 'fileIntake' | 'clock' | 'ids'>,
  by: Someone,
  handles: readonly FileHandle[],
): Promise<Copied> {
  const files: FileId[] = [];
  const failed: Copied['failed'][number][] = [];
  for (const handle of handles) {
    const { name, type } = handle;
    try {
      const kept = await keepUpload(ports, by, await handle.open(), { name, type });
      if (kept.done) files.push(kept.done.file);
      else failed.push({ name, why: kept.refused });
    } catch (fault) {
      if (!isOutside(fault)) throw fault;
      failed.push({ name, why: null });
    }
  }
  return { files, failed };
}

/** The platform's doing, or a path that leads nowhere. */
const isOutside = (fault: unknown): boolean =>
  fault instanceof Unreachable ||
  fault instanceof Declined ||
  (typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string');
