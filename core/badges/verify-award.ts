import { z } from 'zod';
import type { Instant } from '../instant.ts';
import { nobody } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { addressIn } from './address.ts';
import { type AwardView, seeAward } from './see-award.ts';

export const VerifyAward = z.object({
  /** As pasted: the public URL of an award of this site, or its address alone. */
  presented: z.string().trim().min(1).max(2000),
});
export type VerifyAward = z.infer<typeof VerifyAward>;

export type Verdict =
  | { readonly verdict: 'valid'; readonly view: AwardView }
  | { readonly verdict: 'expired'; readonly at: Instant; readonly view: AwardView }
  | { readonly verdict: 'revoked'; readonly at: Instant; readonly reason: string; readonly view: AwardView }
  | { readonly verdict: 'withdrawn' }
  /** `other-site`: issued elsewhere, which this version cannot look at. `no-address`: that is no address of an award. */
  | { readonly verdict: 'unknown'; readonly because: 'not-found' | 'other-site' | 'no-address' };

/** Anyone may ask. Awards never released are unknown. */
export async function verifyAward(
  { records, clock, baseUrl }: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  { presented }: VerifyAward,
): Promise<Verdict> {
  const found = addressIn(presented, baseUrl);
  if (found.address === null) return { verdict: 'unknown', because: found.because };
  const seen = await seeAward({ records, clock }, nobody, { address: found.address, as: 'machine' });
  if (seen.refused) return { verdict: 'unknown', because: 'not-found' };

  const view = seen.done;
  const { standing } = view;
  switch (standing.is) {
    case 'valid':
      return { verdict: 'valid', view };
    case 'expired':
      return { verdict: 'expired', at: standing.at, view };
    case 'revoked':
      return { verdict: 'revoked', at: standing.at, reason: standing.reason, view };
    case 'withdrawn':
      return { verdict: 'withdrawn' };
  }
}
