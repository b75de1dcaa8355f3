import type { Index } from './index.ts';

const isWaiting = { state: 'in-review' };

/** What organisers are asked about, apart from what only peers were asked about; what waits of one person. */
export const asked: readonly Index[] = [
  { of: 'work', name: 'asked', keys: ['activity', 'askedOf', 'waitingSince', '_id'], where: isWaiting },
  { of: 'work', name: 'waiting-of', keys: ['person', 'waitingSince', '_id'], where: isWaiting },
];
