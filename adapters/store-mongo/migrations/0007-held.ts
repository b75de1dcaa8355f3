import type { Index } from './index.ts';

/** Deliveries that a worker holds, few at any time. */
export const held: readonly Index[] = [
  { of: 'delivery', name: 'held', keys: ['worker'], where: { worker: { $type: 'string' } } },
];
