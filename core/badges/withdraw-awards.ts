import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** The awards of an erased person are withdrawn; nothing about them stays but that. */
export async function withdrawAwards(
  ports: Pick<Ports, 'records'>,
  event: Told<'person.erased'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
