import { z } from 'zod';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';

export const SeeStatusList = z.object({ number: z.coerce.number().int().min(1).max(1_000_000) });
export type SeeStatusList = z.infer<typeof SeeStatusList>;

/** A signed list, as JSON: answered to anyone, always. */
export async function seeStatusList(
  { records }: Pick<Ports, 'records'>,
  { number }: SeeStatusList,
): Promise<Outcome<string, NotFound>> {
  const list = await records.statusLists.byNumber(number);
  return list ? done(list.document) : refused({ why: 'not-found' });
}
