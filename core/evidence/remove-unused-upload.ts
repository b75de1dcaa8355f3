import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** A file that was never handed in goes after its day. */
export async function removeUnusedUpload(
  ports: Pick<Ports, 'keyValues' | 'files'>,
  event: Told<'upload.kept'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
