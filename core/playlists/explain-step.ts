import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PlaylistId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readStep } from '../read-step.ts';
import { readStepViews } from '../read-steps.ts';

export const ExplainStep = z.object({ activity: ActivityId, within: PlaylistId.nullable().default(null) });
export type ExplainStep = z.infer<typeof ExplainStep>;

/** Why this step is open or shut, and what its completion still misses: `/col why`, and the *why* beside a lock. */
export async function explainStep(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: ExplainStep,
): Promise<Outcome<{ readonly open: Explanation; readonly completion: Explanation }, NotFound>> {
  const facts = await readStep(ports, by, input);
  if (!facts) return refused({ why: 'not-found' });
  const who = by.person ? { ...by, person: by.person } : null;
  const [view] = await readStepViews(ports, who, [{ ...facts, position: null, isMandatory: true }]);
  if (!view) return refused({ why: 'not-found' });
  return done({ open: view.explanation, completion: view.completion });
}
