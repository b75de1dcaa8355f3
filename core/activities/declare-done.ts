import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PlaylistId } from '../ids.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { CompletedBy } from './activity.ts';
import type { Completion } from './completion.ts';

export const DeclareDone = z.object({
  activity: ActivityId,
  within: PlaylistId.nullable().default(null),
});
export type DeclareDone = z.infer<typeof DeclareDone>;

export type DeclareDoneRefusal =
  | NotFound
  | NotAllowed
  /** It is completed another way. */
  | { readonly why: 'other-way'; readonly way: CompletedBy['way'] }
  | { readonly why: 'step-locked'; readonly because: Explanation };

/** A learner says that an activity is done which takes their word for it. Twice is once. */
export async function declareDone(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  input: DeclareDone,
): Promise<Outcome<Completion, DeclareDoneRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
