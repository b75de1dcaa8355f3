import { z } from 'zod';
import { type Explanation, no } from '../explanation.ts';
import { BadgeId, PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { isOfTheirs } from '../read-theirs.ts';
import type { Award } from './award.ts';
import { give } from './give.ts';
import { judgeGiver, judgeGiving } from './judge-giving.ts';
import type { Issuing } from './sign-award.ts';

export const AwardByHand = z.object({ badge: BadgeId, person: PersonId });
export type AwardByHand = z.infer<typeof AwardByHand>;

export type AwardByHandRefusal =
  | NotFound
  | NotAllowed
  /** `has-it`, `badge-retired`, `own-evidence`, `not-by-hand`: only a badge with that rule, or again after revocation or expiry. */
  | { readonly why: 'not-due'; readonly because: Explanation };

/** An organiser gives a badge; the only way to one more round after a revocation. */
export async function awardByHand(
  ports: Issuing,
  by: Actor,
  { badge: id, person: whom }: AwardByHand,
): Promise<Outcome<Award, AwardByHandRefusal>> {
  const [badge, person] = await Promise.all([ports.records.badges.byId(id), ports.records.people.byId(whom)]);
  if (!badge || person?.state !== 'active') return refused({ why: 'not-found' });
  const because = whom === by.person ? no({ is: 'own-evidence' }) : judgeGiver(by, badge);
  if (because.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, badge.organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because }) : refused({ why: 'not-found' });
  }
  const facts = { ...(await readAwardFacts(ports, whom, [badge]))(badge), byHand: true };
  if (!(await isOfTheirs(ports, badge.organiser, whom, facts.held))) return refused({ why: 'not-found' });
  const explanation = judgeGiving(by, whom, badge, facts);
  if (explanation.verdict === 'no') return refused({ why: 'not-due', because: explanation });

  const provenance = {
    event: `by-hand/${ports.ids.next()}`,
    rule: { by: 'hand' },
    at: facts.now,
    community: by.seat?.community ?? null,
    reviewers: { peers: 0, organisers: 0 },
  } as const;
  return done(await give(ports, by, { badge, person, facts, explanation, provenance }));
}
