import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { AwardId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Award } from './award.ts';
import type { AwardView } from './see-award.ts';

export const ShareAward = z.object({ award: AwardId });
export type ShareAward = z.infer<typeof ShareAward>;

/** What others will see, and whether sharing is allowed. */
export interface SharePreview {
  readonly view: AwardView;
  readonly url: string;
  readonly isShared: boolean;
  readonly may: Explanation;
}

/** `because`: `under-18`, `organiser-unverified`, `not-issued`, `revoked`, `expired`, `withdrawn`. */
export type ShareAwardRefusal = NotFound | { readonly why: 'not-shareable'; readonly because: Explanation };

/** Nothing is changed. */
export async function previewShare(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  by: Someone,
  input: ShareAward,
): Promise<Outcome<SharePreview, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}

/** The page answers anyone who has the address; the documents from now on, for good. */
export async function shareAward(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  by: Someone,
  input: ShareAward,
): Promise<Outcome<{ readonly award: Award; readonly url: string }, ShareAwardRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}

/** Closes the page. The documents go on answering those who already hold the badge file or address. */
export async function stopSharing(
  ports: Pick<Ports, 'records'>,
  by: Someone,
  input: ShareAward,
): Promise<Outcome<Award, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
