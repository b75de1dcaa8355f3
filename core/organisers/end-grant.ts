import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { GrantId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Grant } from '../people/grant.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';

export const EndGrant = z.object({ grant: GrantId });
export type EndGrant = z.infer<typeof EndGrant>;

export type EndGrantRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation };

/** Takes back the organiser's word for the teachers of one course. What they decided before stays. */
export async function endGrant(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: EndGrant,
): Promise<Outcome<Grant, EndGrantRefusal>> {
  const grant = await records.grants.byId(input.grant);
  if (!grant || may.seeOrganiser(by, grant.organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const allowed = may.endGrant(by, grant.organiser);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  if (grant.until !== null && grant.until <= clock.now()) return done(grant);

  const ended: Grant = { ...grant, until: clock.now() };
  await records.keep({ grant: [ended] }, [domainEvent(by, 'grant.ended', { organiser: grant.organiser })]);
  return done({ ...ended, revision: grant.revision + 1 });
}
