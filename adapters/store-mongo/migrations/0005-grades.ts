import type { Index } from './index.ts';

/** What a course's grades are listed and counted by. */
export const grades: readonly Index[] = [
  { of: 'grade', name: 'in', keys: ['community', 'state', 'trouble', '_id'] },
  { of: 'grade', name: 'in-column', keys: ['community', 'placement', 'state', 'trouble', '_id'] },
];
