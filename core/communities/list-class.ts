import type { PlaylistId } from '../ids.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { ClassRow } from '../ports/records.ts';
import type { ClassFilter } from './class-terms.ts';
import { type ClassHead, readClass } from './read-class.ts';
import type { ShowClassRefusal } from './show-class.ts';

export interface WholeClass extends ClassHead {
  /** All that the filter shows, by name. */
  readonly rows: AsyncIterable<ClassRow>;
}

/** The class as one list, to take along; for whoever may see it. */
export async function listClass(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  wanted: { readonly playlist: PlaylistId | null; readonly show: ClassFilter },
): Promise<Outcome<WholeClass, ShowClassRefusal>> {
  const read = await readClass(ports, by, wanted.playlist);
  if (read.refused) return read;
  return done({ ...read.done, rows: allRows(ports, read.done, wanted.show) });
}

async function* allRows(
  { records }: Pick<Ports, 'records'>,
  { community, terms }: ClassHead,
  show: ClassFilter,
): AsyncGenerator<ClassRow> {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof records.classes.rows>> = await records.classes.rows(
      community.id,
      terms,
      show,
      { size: 200, after },
    );
    yield* page.items;
    after = page.next;
  } while (after !== null);
}
