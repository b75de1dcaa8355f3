import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** Settles who is asked to look at what was handed in. */
export async function askReviewers(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'evidence.submitted'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
