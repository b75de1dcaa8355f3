import { type Award, isValid } from '../badges/award.ts';
import type { BadgeId, PersonId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { readHeld } from '../read-award-facts.ts';
import type { EndorsedObject } from './endorsement.ts';

/** The badge whose holders an endorsement of this is for; `any`: any of its organiser's. */
export async function badgeBehind(
  { records }: Pick<Ports, 'records'>,
  object: EndorsedObject,
): Promise<BadgeId | 'any' | null> {
  if (object.kind === 'badge') return object.id;
  if (object.kind === 'organiser') return 'any';
  const thing =
    object.kind === 'activity'
      ? await records.activities.byId(object.id)
      : await records.playlists.byId(object.id);
  return thing?.badge ?? null;
}

/** The award that makes somebody a holder; null: they are none. */
export async function readHolding(
  ports: Pick<Ports, 'records' | 'clock'>,
  object: EndorsedObject,
  person: PersonId,
): Promise<Award | null> {
  const behind = await badgeBehind(ports, object);
  if (behind === null) return null;
  const now = ports.clock.now();
  if (behind !== 'any') {
    const latest = await ports.records.awards.latest(behind, person);
    return latest && isValid(latest, now) ? latest : null;
  }
  const held = await readHeld(ports, person);
  return held.find((award) => award.organiser === object.id && isValid(award, now)) ?? null;
}
