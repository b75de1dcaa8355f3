import type { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import type { OrganiserId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { OpenAccount } from './open-account.ts';
import type { Organiser } from './organiser.ts';

export const DescribeOrganiser = OpenAccount.pick({
  name: true,
  url: true,
  email: true,
  about: true,
}).partial();
export type DescribeOrganiser = z.infer<typeof DescribeOrganiser>;

export type DescribeOrganiserRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation };

/** Changes what an organiser says of itself. With address and e-mail, awards that waited for them are issued. */
export async function describeOrganiser(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: OrganiserId,
  input: DescribeOrganiser,
): Promise<Outcome<Organiser, DescribeOrganiserRefusal>> {
  const organiser = await records.organisers.byId(id);
  if (!organiser) return refused({ why: 'not-found' });
  const allowed = may.publish(by, id);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  // What was left out stays as it is.
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const described: Organiser = { ...organiser, ...given };
  await records.keep({ organiser: [described] }, [domainEvent(by, 'organiser.changed', { organiser: id })]);
  return done({ ...described, revision: organiser.revision + 1 });
}
