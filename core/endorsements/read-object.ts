import type { LocationId, OrganiserId } from '../ids.ts';
import { organiserOf } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { Texts } from '../texts.ts';
import type { EndorsedObject } from './endorsement.ts';

/** A thing that somebody may stand behind, as it is now. */
export interface ObjectRead {
  readonly object: EndorsedObject;
  readonly organiser: OrganiserId;
  readonly home: LocationId | null;
  readonly organiserName: string;
  readonly name: Texts;
  readonly version: number;
}

/** Null: not there, or not published. */
export async function readObject(
  { records }: Pick<Ports, 'records'>,
  object: EndorsedObject,
): Promise<ObjectRead | null> {
  const found = await readThing({ records }, object);
  const organiser = found && (await records.organisers.byId(found.organiser));
  if (!found || !organiser) return null;
  return { object, ...found, home: organiser.home, organiserName: organiser.name };
}

async function readThing(
  { records }: Pick<Ports, 'records'>,
  object: EndorsedObject,
): Promise<Pick<ObjectRead, 'organiser' | 'name' | 'version'> | null> {
  if (object.kind === 'badge') {
    const badge = await records.badges.byId(object.id);
    return badge && badge.state !== 'draft' ? badge : null;
  }
  if (object.kind === 'activity') {
    const activity = await records.activities.byId(object.id);
    return activity?.state === 'published' ? activity : null;
  }
  if (object.kind === 'playlist') {
    const playlist = await records.playlists.byId(object.id);
    const organiser = playlist && organiserOf(playlist);
    return playlist?.state === 'published' && organiser ? { ...playlist, organiser } : null;
  }
  const organiser = await records.organisers.byId(object.id);
  if (!organiser) return null;
  const language = organiser.languages[0] ?? 'en';
  return {
    organiser: organiser.id,
    name: { original: language, in: { [language]: organiser.name } },
    version: 1,
  };
}
