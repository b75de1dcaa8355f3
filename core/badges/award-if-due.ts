import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** Awards the badges that a completion makes due; a repeat only adds provenance. */
export async function awardIfDue(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'baseUrl'>,
  event: Told<'activity.completed' | 'playlist.completed'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
