import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { AwardId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { type Award, standingOf } from './award.ts';

export const DownloadAward = z.object({ award: AwardId });
export type DownloadAward = z.infer<typeof DownloadAward>;

/**
 * Its file is always the holder's to take along (R20). The first time releases the machine form: from then on its
 * documents answer whoever knows the address, and the file names it. Who sees the page stays as it was.
 */
export async function downloadAward(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Pick<Someone, 'person' | 'seat'>,
  { award: id }: DownloadAward,
): Promise<Outcome<Award, NotFound>> {
  const award = await records.awards.byId(id);
  const standing = award && standingOf(award, clock.now());
  const isThere = standing?.is === 'valid' || standing?.is === 'expired';
  if (award?.person !== by.person || !isThere) return refused({ why: 'not-found' });
  if (award.releasedAt) return done(award);

  const released: Award = { ...award, releasedAt: clock.now() };
  const about = { award: award.id, badge: award.badge, person: award.person };
  await records.keep({ award: [released] }, [domainEvent(by, 'award.downloaded', about)]);
  return done({ ...released, revision: released.revision + 1 });
}
