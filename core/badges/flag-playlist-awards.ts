import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';

/** Awards of playlists that rest on a revoked one are flagged to their organiser, not taken. */
export async function flagPlaylistAwards(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'award.revoked'>,
): Promise<void> {
  throw new Error(`under way ${ports} ${event}`);
}
