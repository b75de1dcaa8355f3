import { same, table } from './0001-records.ts';

/** Rooms in which people check in, and persons who turned out to be one. */
export const roomsAndMerges = [
  table('merge', same('kept', 'merged', 'at')),
  'create index merge_kept on merge (kept, at, id);',
  'create index merge_merged on merge (merged, at, id);',

  table('room', same('activity', 'state', 'opensAt')),
  'create index room_of on room (activity, opensAt, id);',
  `create index room_open on room (id) where state = 'open';`,
].join('\n');
