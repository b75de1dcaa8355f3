import type { Index } from './index.ts';

/** Entries, what they are found by, and the places they lie at. */
export const catalogue: readonly Index[] = [
  { of: 'entry', name: 'key', keys: ['key'], isUnique: true },
  { of: 'entry', name: 'row', keys: ['row'], isUnique: true },
  { of: 'entry', name: 'tokens', keys: ['tokens', 'row'] },
  { of: 'entry', name: 'place', keys: ['place'], isOfPlaces: true },
];
