import { z } from 'zod';
import { WorkId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { QueueItem } from './list-queue.ts';

export const SeeWork = z.object({ work: WorkId });
export type SeeWork = z.infer<typeof SeeWork>;

/** One piece of work as its reviewer sees it, decided or not; for refreshing a row of the queue. */
export async function seeWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: SeeWork,
): Promise<Outcome<QueueItem, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
