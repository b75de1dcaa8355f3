import { type Explanation, no, yes } from '../explanation.ts';
import type { Instant } from '../instant.ts';
import type { ClaimCode, ClaimUse } from './claim-code.ts';

export interface ClaimFacts {
  /** Null: they have not used it. */
  readonly own: ClaimUse | null;
  /** Of everybody, refused ones left out. */
  readonly uses: number;
  /** Digests of the addresses that they have verified. */
  readonly addresses: readonly string[];
  readonly now: Instant;
}

/** May this person use this code now? (R16) */
export function judgeClaim(code: ClaimCode, { own, uses, addresses, now }: ClaimFacts): Explanation {
  if (own) return no({ is: 'code-used-by-you', at: own.at, state: own.state });
  if (code.endedAt !== null) return no({ is: 'code-over', at: code.endedAt });
  if (code.until !== null && now >= code.until) return no({ is: 'code-over', at: code.until });
  if (code.from !== null && now < code.from) return no({ is: 'code-too-early', at: code.from });
  if (code.maxUses !== null && uses >= code.maxUses) return no({ is: 'code-used-up' });
  if (code.recipient !== null && !addresses.includes(code.recipient)) return no({ is: 'code-not-yours' });
  return yes({ is: 'allowed' });
}
