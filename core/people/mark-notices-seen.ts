import { z } from 'zod';
import { NoticeId } from '../ids.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';

export const MarkNoticesSeen = z.object({ notices: z.array(NoticeId).min(1).max(50) });
export type MarkNoticesSeen = z.infer<typeof MarkNoticesSeen>;

/** Puts notices away. Those of other people, unknown ones and those seen before are passed over. */
export async function markNoticesSeen(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: MarkNoticesSeen,
): Promise<Outcome<{ readonly seen: number }, never>> {
  const unseen = await records.notices.unseen(by.person);
  const seen = unseen
    .filter(({ id }) => input.notices.includes(id))
    .map((notice) => ({ ...notice, seenAt: clock.now() }));
  if (seen.length > 0) await records.keep({ notice: seen });
  return done({ seen: seen.length });
}
