import type { CommunityId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { EarnedBy } from './badge.ts';

/** Why an award is there: the rule, and what was done for it. Counts, never names. */
export interface Provenance {
  /** The domain event it followed from; the same event adds nothing twice. */
  readonly event: string;
  readonly rule: EarnedBy;
  readonly at: Instant;
  readonly community: CommunityId | null;
  readonly reviewers: { readonly peers: number; readonly organisers: number };
}
