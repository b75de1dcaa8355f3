import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents } from './documents.ts';

export function playlists(db: Database): Pick<Records, 'playlists'> {
  const { one, many } = documents(db);
  return {
    playlists: {
      byId: (id) => one('select doc from playlist where id = ?', id),
      byOrigin: (organiser, key) =>
        one('select doc from playlist where organiser = ? and origin = ?', organiser, key),
      holding: (activity) =>
        many(
          'select doc from playlist_step cross join playlist on id = playlist where activity = ? order by id',
          activity,
        ),
      of: (organiser) => many('select doc from playlist where organiser = ? order by id', organiser),
    },
  };
}
