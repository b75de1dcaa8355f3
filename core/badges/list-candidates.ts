import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { BadgeId, CommunityId, type PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { type PeopleRead, readPeopleOf } from '../read-people.ts';
import type { Badge } from './badge.ts';
import { judgeGiver, judgeGiving } from './judge-giving.ts';

export const ListCandidates = z.object({
  badge: BadgeId,
  /** A course of the organiser; null: who takes part in anything of theirs. */
  from: CommunityId.nullable().default(null),
  after: z.string().max(200).nullable().default(null),
  size: z.number().int().min(1).max(100).default(50),
});
export type ListCandidates = z.infer<typeof ListCandidates>;

export interface Candidates extends Omit<PeopleRead, 'people'> {
  readonly badge: Badge;
  readonly people: readonly {
    readonly person: PersonId;
    readonly name: string;
    /** Whether it can be given to them by hand now, and why not. */
    readonly giving: Explanation;
  }[];
}

/** To whom an organiser's people may give a badge by hand. */
export async function listCandidates(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { badge: id, from, ...page }: ListCandidates,
): Promise<Outcome<Candidates, NotFound | NotAllowed>> {
  const badge = await ports.records.badges.byId(id);
  if (!badge || badge.state === 'draft') return refused({ why: 'not-found' });
  const because = judgeGiver(by, badge);
  if (because.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, badge.organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because }) : refused({ why: 'not-found' });
  }
  const read = await readPeopleOf(ports, badge.organiser, from, page);
  if (!read) return refused({ why: 'not-found' });
  const people = await Promise.all(
    read.people.map(async (one) => {
      const factsOf = await readAwardFacts(ports, one.person, [badge]);
      return { ...one, giving: judgeGiving(by, one.person, badge, factsOf(badge)) };
    }),
  );
  return done({ ...read, badge, people });
}
