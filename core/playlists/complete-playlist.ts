import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** Tells, once per person and playlist, that all needed steps are done. */
export async function completePlaylist(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'activity.completed'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
