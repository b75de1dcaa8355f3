import type { Index } from './index.ts';

/** Who takes part in what an organiser offers. */
export const people: readonly Index[] = [
  { of: 'enrolment', name: 'people', keys: ['organiser', 'person', 'state'] },
];
