import { z } from 'zod';
import type { Instant } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import type { AwardView } from './see-award.ts';

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
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  input: VerifyAward,
): Promise<Verdict> {
  throw new Error(`under way ${ports} ${input}`);
}
