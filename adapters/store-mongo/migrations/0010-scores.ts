import type { Index } from './index.ts';

/** Scores read back from grade columns, and who completed an activity. */
export const scores: readonly Index[] = [
  { of: 'score', name: 'once', keys: ['placement', 'person'], isUnique: true },
  { of: 'score', name: 'of', keys: ['person', '_id'] },
  { of: 'score', name: 'people', keys: ['activity', 'person'] },
  { of: 'completion', name: 'people', keys: ['activity', 'person'] },
];
