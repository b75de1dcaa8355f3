import { z } from 'zod';
import { BadgeId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { BadgeView } from './badge-view.ts';

export const ExplainBadge = z.object({ badge: BadgeId });
export type ExplainBadge = z.infer<typeof ExplainBadge>;

/** Why this badge, why not yet: for oneself. */
export async function explainBadge(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: ExplainBadge,
): Promise<Outcome<BadgeView, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
