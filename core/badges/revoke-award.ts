import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Instant } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { addressIn } from './address.ts';
import type { Award } from './award.ts';

export const RevokeAward = z.object({
  /** That of the award, or its whole public URL. */
  address: z.string().trim().min(1).max(2000),
  /** 5..500 characters; its earner and everyone who verifies it read them. */
  reason: z.string().trim().max(500),
});
export type RevokeAward = z.infer<typeof RevokeAward>;

export type RevokeAwardRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'reason-needed'; readonly least: 5 }
  | { readonly why: 'revoked-already'; readonly at: Instant }
  | { readonly why: 'withdrawn' };

/** Takes an award back, for all to see; the record stays. */
export async function revokeAward(
  { records, clock, baseUrl }: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  by: Actor,
  { address: presented, reason }: RevokeAward,
): Promise<Outcome<Award, RevokeAwardRefusal>> {
  const { address } = addressIn(presented, baseUrl);
  const award = address === null ? null : await records.awards.byAddress(address);
  if (!award) return refused({ why: 'not-found' });
  const because = may.revoke(by, award.organiser);
  if (because.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, award.organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because }) : refused({ why: 'not-found' });
  }
  if (award.revoked) return refused({ why: 'revoked-already', at: award.revoked.at });
  if (award.state === 'withdrawn') return refused({ why: 'withdrawn' });
  if (reason.length < 5) return refused({ why: 'reason-needed', least: 5 });

  const revoked: Award = {
    ...award,
    state: 'revoked',
    waitsFor: [],
    revoked: { at: clock.now(), reason, by: by.person },
  };
  await records.keep({ award: [revoked] }, [
    domainEvent(by, 'award.revoked', { award: award.id, badge: award.badge, person: award.person }),
  ]);
  return done({ ...revoked, revision: revoked.revision + 1 });
}
