import type { Community } from '../communities/community.ts';
import type { Ports } from '../ports/ports.ts';
import { floorOf } from './platform-floor.ts';

/** From which age somebody may begin here: by the platform's list, in the country of the community's organiser. */
export async function readFloor(
  { records }: Pick<Ports, 'records'>,
  platform: 'discord' | 'slack' | 'console',
  community: Pick<Community, 'organiser'> | null,
): Promise<{ readonly age: number }> {
  const organiser = community?.organiser ? await records.organisers.byId(community.organiser) : null;
  const home = organiser?.home ? await records.locations.byId(organiser.home) : null;
  return { age: floorOf(platform, home?.country ?? null) };
}
