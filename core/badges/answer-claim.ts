import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId, ClaimUseId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { ClaimUse } from './claim-code.ts';
import { readGiver } from './read-giver.ts';

export type AnswerClaimRefusal = NotFound | NotAllowed | { readonly why: 'answered-already' };

export const AnswerClaim = z.object({ badge: BadgeId, use: ClaimUseId, decision: z.enum(['yes', 'no']) });
export type AnswerClaim = z.infer<typeof AnswerClaim>;

/** Says yes or no to somebody who asked by a code; nobody answers their own request. */
export async function answerClaim(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { badge: id, use: useId, decision }: AnswerClaim,
): Promise<Outcome<null, AnswerClaimRefusal>> {
  const read = await readGiver({ records }, by, id);
  if (read.refused) return read;
  const use = await records.claimUses.byId(useId);
  if (use?.badge !== id || use.person === by.person) return refused({ why: 'not-found' });
  const wanted = decision === 'yes' ? 'used' : 'refused';
  if (use.state !== 'requested')
    return use.state === wanted ? done(null) : refused({ why: 'answered-already' });

  const about = { use: use.id, code: use.code, badge: use.badge, person: use.person };
  // Who was refused gives their place free.
  const answered: ClaimUse =
    decision === 'yes' ? { ...use, state: 'used' } : { ...use, state: 'refused', place: null };
  await records.keep(
    { claimUse: [answered] },
    decision === 'yes' ? [domainEvent(by, 'code.used', about)] : [],
  );
  return done(null);
}
