import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** Keeps the completion of an activity once nothing can be undone any more. */
export async function completeActivity(
  ports: Pick<Ports, 'records' | 'ids' | 'clock'>,
  event: Told<'work.finished' | 'activity.confirmed'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
