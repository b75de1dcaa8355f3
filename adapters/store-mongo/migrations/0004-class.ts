import type { Index } from './index.ts';

/** A class by name. */
export const classByName: readonly Index[] = [
  {
    of: 'membership',
    name: 'class',
    keys: ['community', 'sortsAs', '_id'],
    where: { state: 'active', seat: 'learner', isTest: false },
  },
];
