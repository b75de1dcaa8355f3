import type { Index } from './index.ts';

/** Rooms in which people check in, and persons who turned out to be one. */
export const roomsAndMerges: readonly Index[] = [
  { of: 'merge', name: 'kept', keys: ['kept', 'at', '_id'] },
  { of: 'merge', name: 'merged', keys: ['merged', 'at', '_id'] },
  { of: 'room', name: 'of', keys: ['activity', 'opensAt', '_id'] },
  { of: 'room', name: 'open', keys: ['state', '_id'], where: { state: 'open' } },
];
