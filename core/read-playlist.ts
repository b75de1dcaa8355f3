import { maySeePlaylist } from './activities/judge-seeing.ts';
import type { Standing } from './activities/standing.ts';
import type { PlaylistId } from './ids.ts';
import type { Actor } from './people/actor.ts';
import type { Playlist } from './playlists/playlist.ts';
import type { Ports } from './ports/ports.ts';
import { readStanding } from './read-standing.ts';

export interface PlaylistRead {
  readonly playlist: Playlist;
  readonly standing: Standing;
}

/** @returns null: not there, or not for this person to see */
export async function readPlaylist(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  id: PlaylistId,
): Promise<PlaylistRead | null> {
  const [playlist, standing] = await Promise.all([ports.records.playlists.byId(id), readStanding(ports, by)]);
  return playlist && maySeePlaylist(playlist, by, standing) ? { playlist, standing } : null;
}
