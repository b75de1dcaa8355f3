import { z } from 'zod';
import { WorkId } from '../ids.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Work } from './work.ts';

export const ReopenWork = z.object({
  work: WorkId,
  /** 2..500 characters; the learner reads them. */
  reason: z.string().trim().max(500),
});
export type ReopenWork = z.infer<typeof ReopenWork>;

export type ReopenWorkRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'reason-needed'; readonly least: 2 }
  | { readonly why: 'not-finished'; readonly state: Work['state'] };

/** Opens finished work again. The only way in which progress shrinks; awards stay. */
export async function reopenWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: ReopenWork,
): Promise<Outcome<{ readonly work: Work; readonly completionVoided: boolean }, ReopenWorkRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
