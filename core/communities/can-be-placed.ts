import type { OrganiserId, PlaylistId, Subject } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { mayBePlaced, type Placeable } from './may-be-placed.ts';

/**
 * Whether a link of a community may lead to a subject; for a step, its playlist too, which must hold it.
 * @param host whose community it is; null: nobody's
 */
export async function canBePlaced(
  { records }: Pick<Ports, 'records'>,
  host: OrganiserId | null,
  subject: Subject,
  within: PlaylistId | null,
): Promise<boolean> {
  const found = await placeable({ records }, subject);
  if (!found || !mayBePlaced(found, host)) return false;
  if (within === null) return true;
  const playlist = await records.playlists.byId(within);
  const holds = playlist?.steps.some(({ activity }) => activity === subject.id) ?? false;
  return holds && canBePlaced({ records }, host, { kind: 'playlist', id: within }, null);
}

async function placeable(
  { records }: Pick<Ports, 'records'>,
  { kind, id }: Subject,
): Promise<Placeable | null> {
  if (kind === 'activity') return records.activities.byId(id);
  const playlist = await records.playlists.byId(id);
  return (
    playlist && { ...playlist, organiser: 'organiser' in playlist.madeBy ? playlist.madeBy.organiser : null }
  );
}
