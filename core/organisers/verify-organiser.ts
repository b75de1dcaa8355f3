import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Organiser } from './organiser.ts';

export type VerifyOrganiserRefusal =
  | { readonly why: 'not-allowed'; readonly because: Explanation }
  | { readonly why: 'not-found' };

/** The operator vouches for an organiser: it may publish to anyone from now on. */
export async function verifyOrganiser(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { slug }: { readonly slug: string },
): Promise<Outcome<Organiser, VerifyOrganiserRefusal>> {
  const allowed = may.verifyOrganiser(by);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const organiser = await records.organisers.bySlug(slug);
  if (!organiser) return refused({ why: 'not-found' });
  if (organiser.verification === 'verified') return done(organiser);

  const verified: Organiser = { ...organiser, verification: 'verified' };
  await records.keep({ organiser: [verified] }, [
    domainEvent(by, 'organiser.verified', { organiser: organiser.id }),
  ]);
  return done({ ...verified, revision: organiser.revision + 1 });
}
