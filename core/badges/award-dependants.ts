import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** A badge may be what others waited for. */
export async function awardDependants(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'award.issued'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
