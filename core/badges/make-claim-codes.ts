import { z } from 'zod';
import { BadgeId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';
import { CodeFacts, type CodesRefused, drawCodes, fitsTogether } from './draw-codes.ts';
import { readGiver } from './read-giver.ts';

export const MakeClaimCodes = CodeFacts.extend({
  badge: BadgeId,
  leadsTo: z.enum(['award', 'badge-page']).default('award'),
}).superRefine(fitsTogether);
export type MakeClaimCodes = z.infer<typeof MakeClaimCodes>;

export type MakeClaimCodesRefusal =
  | NotFound
  | NotAllowed
  /** It is earned otherwise, and neither by a code nor by hand. */
  | { readonly why: 'not-by-code' }
  | CodesRefused;

/** The codes as they are typed: told this once. */
export interface MadeCodes {
  readonly badge: Badge;
  readonly codes: readonly string[];
}

/** Codes for a sheet on the wall, or one for each who comes. */
export async function makeClaimCodes(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues'>,
  by: Actor,
  { badge: id, leadsTo, ...facts }: MakeClaimCodes,
): Promise<Outcome<MadeCodes, MakeClaimCodesRefusal>> {
  const read = await readGiver(ports, by, id);
  if (read.refused) return read;
  const badge = read.done;
  if (leadsTo === 'award' && !mayBeClaimed(badge)) return refused({ why: 'not-by-code' });
  const leads = { organiser: badge.organiser, badge: id, leadsTo };
  const drawn = await drawCodes(ports, by, leads, facts);
  return drawn.refused ? drawn : done({ badge, codes: drawn.done });
}

/** Active, and somebody's word or a code is a way to it. */
export const mayBeClaimed = ({ state, earnedBy }: Badge): boolean =>
  state === 'active' && earnedBy.some(({ by }) => by === 'code' || by === 'hand');
