import type { Explanation } from '../explanation.ts';
import type { CommunityId, OrganiserId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Undelivered } from '../ports/engine.ts';
import type { Ports } from '../ports/ports.ts';
import type { Page } from '../ports/records.ts';

export type UndeliveredRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation };

type Listed = { readonly items: readonly Undelivered[]; readonly next: string | null };

/**
 * What did not arrive in an organiser's communities, newest first.
 * @param organiser null: everywhere, for the operator
 */
export async function listUndelivered(
  { records, outbox }: Pick<Ports, 'records' | 'outbox'>,
  by: Actor,
  organiser: OrganiserId | null,
  page: Page,
): Promise<Outcome<Listed, UndeliveredRefusal>> {
  const where = await communitiesFor({ records }, by, organiser);
  return where.refused ? where : done(await outbox.undelivered(where.done, page));
}

/** The communities whose deliveries somebody may look at. */
export async function communitiesFor(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  organiser: OrganiserId | null,
): Promise<Outcome<readonly CommunityId[] | 'all', UndeliveredRefusal>> {
  if (organiser === null) {
    const allowed = may.runSite(by);
    return allowed.verdict === 'yes' ? done('all') : refused({ why: 'not-allowed', because: allowed });
  }
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const allowed = may.seeUndelivered(by, organiser);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  return done((await records.communities.of(organiser)).map(({ id }) => id));
}
