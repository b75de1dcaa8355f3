import { z } from 'zod';
import { WorkId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readHat, readWork } from '../read-work.ts';
import { type QueueItem, queueItem } from './queue-item.ts';

export const SeeWork = z.object({ work: WorkId });
export type SeeWork = z.infer<typeof SeeWork>;

/** One piece of work as its reviewer sees it, decided or not; for refreshing a row of the queue. */
export async function seeWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { work }: SeeWork,
): Promise<Outcome<QueueItem, NotFound>> {
  const read = await readWork(ports, await ports.records.work.byId(work));
  const hat = read && (await readHat(ports, by, read));
  const item = read && hat && hat !== 'author' ? await queueItem(ports, by, read, hat) : null;
  return item ? done(item) : refused({ why: 'not-found' });
}
