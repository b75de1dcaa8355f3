import { hourMs, secondMs } from '../../../core/instant.ts';
import type { Index } from './index.ts';

/** Readers look at `until` themselves; MongoDB cleans up later, so that its clock need not be theirs. */
const cleanedAfterSeconds = hourMs / secondMs;

/** What was told and to whom it still has to go; what adapters remember; which files have begun. */
export const machinery: readonly Index[] = [
  { of: 'delivery', name: 'due', keys: ['state', 'due', 'row'] },
  { of: 'delivery', name: 'set-aside', keys: ['state', 'setAsideAt', '_id'] },
  {
    of: 'delivery',
    name: 'set-aside-in',
    keys: ['community', 'setAsideAt', '_id'],
    where: { state: 'set-aside' },
  },

  { of: 'keyValue', name: 'of', keys: ['namespace', 'key'] },
  { of: 'keyValue', name: 'labelled', keys: ['namespace', 'labels', 'key'] },
  { of: 'keyValue', name: 'until', keys: ['until'], goneAfterSeconds: cleanedAfterSeconds },

  { of: 'upload', name: 'begun', keys: ['at'] },
];
