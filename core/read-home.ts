import type { Community } from './communities/community.ts';
import type { Ports } from './ports/ports.ts';

/** By which clocks a community lives, and which language it speaks first: those of its organiser's city. */
export async function readHomeOf(
  { records }: Pick<Ports, 'records'>,
  { organiser }: Pick<Community, 'organiser'>,
): Promise<{ readonly zone: string; readonly language: string | null }> {
  const owner = organiser ? await records.organisers.byId(organiser) : null;
  const home = owner?.home ? await records.locations.byId(owner.home) : null;
  return { zone: home?.zone ?? 'Europe/Ljubljana', language: home?.languages[0] ?? null };
}
