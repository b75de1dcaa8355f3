import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PlaylistId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';

export const ExplainStep = z.object({ activity: ActivityId, within: PlaylistId.nullable().default(null) });
export type ExplainStep = z.infer<typeof ExplainStep>;

/** Why this step is open or shut, and what its completion still misses: `/col why`, and the *why* beside a lock. */
export async function explainStep(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: ExplainStep,
): Promise<Outcome<{ readonly open: Explanation; readonly completion: Explanation }, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
