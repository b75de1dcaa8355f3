import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import type { Notice } from './notice.ts';

/** What waits for somebody's next page, newest first. */
export async function seeNotices(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
): Promise<readonly Notice[]> {
  return records.notices.unseen(by.person);
}
