import type { PersonId } from '../ids.ts';
import { dayMs, hourMs, type Instant } from '../instant.ts';

/** Key-values: a file that was taken in and not handed in yet → whose it is. */
export const uploads = 'files.uploaded';

export interface Upload {
  readonly person: PersonId;
  /** From then on it may not be handed in any more. */
  readonly until: Instant;
}

/** How long it may be handed in. */
export const keptMs = dayMs;

/** How much later it is removed: longer than any handing in takes that began in time. */
export const marginMs = hourMs;
