import { z } from 'zod';
import { CommunityId, OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { type PeopleRead, readPeopleOf } from '../read-people.ts';

export const ListPeople = z.object({
  organiser: OrganiserId,
  /** A course of theirs; null: who takes part in anything of theirs. */
  from: CommunityId.nullable().default(null),
  after: z.string().max(200).nullable().default(null),
  size: z.number().int().min(1).max(200).default(50),
});
export type ListPeople = z.infer<typeof ListPeople>;

/** The people an organiser has to do with: learners of their courses, and who joined what they offer. */
export async function listPeople(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { organiser, from, ...page }: ListPeople,
): Promise<Outcome<PeopleRead, NotFound | NotAllowed>> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const because = may.reviewAsOrganiser(by, { organiser }, { in: [] });
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  const read = await readPeopleOf({ records }, organiser, from, page);
  return read ? done(read) : refused({ why: 'not-found' });
}
