import type { BadgeId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';
import { judgeGiver } from './judge-giving.ts';

/** A badge that this actor may give, or make codes for. */
export async function readGiver(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: BadgeId,
): Promise<Outcome<Badge, NotFound | NotAllowed>> {
  const badge = await records.badges.byId(id);
  if (!badge) return refused({ why: 'not-found' });
  const because = judgeGiver(by, badge);
  if (because.verdict === 'yes') return done(badge);
  const knows = may.seeOrganiser(by, badge.organiser).verdict === 'yes';
  return knows ? refused({ why: 'not-allowed', because }) : refused({ why: 'not-found' });
}
