import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { BadgeId, PersonId } from '../ids.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Award } from './award.ts';

export const AwardByHand = z.object({ badge: BadgeId, person: PersonId });
export type AwardByHand = z.infer<typeof AwardByHand>;

export type AwardByHandRefusal =
  | NotFound
  | NotAllowed
  /** `has-it`, `badge-retired`, `not-by-hand`: only a badge with that rule, or again after revocation or expiry. */
  | { readonly why: 'not-due'; readonly because: Explanation };

/** An organiser gives a badge; the only way to one more round after a revocation. */
export async function awardByHand(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'baseUrl'>,
  by: Actor,
  input: AwardByHand,
): Promise<Outcome<Award, AwardByHandRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
