import type { Index } from './index.ts';

/** Reflections. */
export const ownWords: readonly Index[] = [{ of: 'reflection', name: 'of', keys: ['person', '_id'] }];
