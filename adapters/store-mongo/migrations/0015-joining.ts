import type { Index } from './index.ts';

/** Codes of an organiser that let people in. */
export const joining: readonly Index[] = [
  { of: 'claimCode', name: 'joining', keys: ['organiser', 'badge', '_id'] },
];
