import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** Tells which steps a completion opened. */
export async function openNextSteps(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'activity.completed'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
