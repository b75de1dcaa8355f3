import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const playlists = ({ one, many }: Documents): Pick<Records, 'playlists'> => ({
  playlists: {
    byId: (id) => one('playlist', { _id: id }),
    byOrigin: (organiser, key) => one('playlist', { 'madeBy.organiser': organiser, 'origin.key': key }),
    holding: (activity) => many('playlist', { 'steps.activity': activity }),
    of: (organiser) => many('playlist', { 'madeBy.organiser': organiser }),
  },
});
