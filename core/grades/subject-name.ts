import type { Subject } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import type { Texts } from '../texts.ts';

/** What is graded, as its column is called. Null: it is not there any more. */
export async function subjectName(
  { records }: Pick<Ports, 'records'>,
  { kind, id }: Subject,
): Promise<Texts | null> {
  const found = kind === 'activity' ? await records.activities.byId(id) : await records.playlists.byId(id);
  return found?.name ?? null;
}
