import { z } from 'zod';
import { BadgeId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readGiver } from './read-giver.ts';

export const EndClaimCodes = z.object({ badge: BadgeId, sheet: z.string().min(1).max(64) });
export type EndClaimCodes = z.infer<typeof EndClaimCodes>;

/** The codes of a sheet lead nowhere any more. What was claimed stays. */
export async function endClaimCodes(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { badge: id, sheet }: EndClaimCodes,
): Promise<Outcome<{ readonly ended: number }, NotFound | NotAllowed>> {
  const read = await readGiver({ records }, by, id);
  if (read.refused) return read;
  const codes = (await records.claimCodes.of(id)).filter((one) => (one.sheet ?? one.id) === sheet);
  const running = codes.filter(({ endedAt }) => endedAt === null);
  if (running.length > 0) {
    await records.keep({ claimCode: running.map((one) => ({ ...one, endedAt: clock.now() })) });
  }
  return done({ ended: running.length });
}
