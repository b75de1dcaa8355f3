import type { Platform } from '../platform.ts';
import { classes } from './classes.ts';
import { exchanges } from './exchanges.ts';
import { mishaps } from './mishaps.ts';
import { registrations } from './registrations.ts';

export type { WishedLaunch } from './exchanges.ts';
export { type OperatorFacts, operatorFacts } from './registrations.ts';

/** How tests hold the LMS in their hands. */
export type Control = ReturnType<typeof createControl>;

/** @param refuseConnections closes or opens the port, where the LMS has one of its own */
export function createControl(platform: Platform, refuseConnections: (isShut: boolean) => Promise<void>) {
  return {
    ...mishaps(platform, refuseConnections),
    ...classes(platform),
    ...exchanges(platform),
    ...registrations(platform),
  };
}
