import { z } from 'zod';
import type { Instant } from '../instant.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Award } from './award.ts';

export const RevokeAward = z.object({
  /** That of the award, or its whole public URL. */
  address: z.string().trim().min(1).max(2000),
  /** 5..500 characters; its earner and everyone who verifies it read them. */
  reason: z.string().trim().max(500),
});
export type RevokeAward = z.infer<typeof RevokeAward>;

export type RevokeAwardRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'reason-needed'; readonly least: 5 }
  | { readonly why: 'revoked-already'; readonly at: Instant }
  | { readonly why: 'withdrawn' };

/** Takes an award back, for all to see; the record stays. */
export async function revokeAward(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  by: Actor,
  input: RevokeAward,
): Promise<Outcome<Award, RevokeAwardRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
