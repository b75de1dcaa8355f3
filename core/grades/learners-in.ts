import type { Membership } from '../communities/membership.ts';
import type { CommunityId, PersonId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import type { Paged } from '../ports/records.ts';

/** The active learners of a community, 200 at a time. */
export async function* learnersIn(
  { records }: Pick<Ports, 'records'>,
  community: CommunityId,
): AsyncGenerator<readonly PersonId[]> {
  let after: string | null = null;
  do {
    // Without its type the compiler sees `after` and `page` each follow from the other.
    const page: Awaited<Paged<Membership>> = await records.memberships.in(community, { size: 200, after });
    yield page.items
      .filter(({ state, seat }) => state === 'active' && seat === 'learner')
      .map(({ person }) => person);
    after = page.next;
  } while (after !== null);
}
