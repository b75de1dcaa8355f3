import type { PlaylistId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { ClassRow, Page } from '../ports/records.ts';
import type { ClassCounts, ClassFilter } from './class-terms.ts';
import { type RosterState, rosterNotRead } from './community.ts';
import { type ClassHead, readClass } from './read-class.ts';

export interface ClassView extends ClassHead {
  readonly show: ClassFilter;
  readonly counts: ClassCounts;
  /** By name. */
  readonly rows: readonly ClassRow[];
  readonly next: string | null;
  /** Title of the course that this one was copied from; null: of none that we know. */
  readonly copiedFrom: string | null;
  /** Null: the platform does not tell who is in the course; who comes in is in it. */
  readonly roster: RosterState | null;
}

export type ShowClassRefusal = NotFound | NotAllowed;

/**
 * Who is where in the seat's course, for its granted teachers.
 * @param wanted.playlist a placed one; null: the first
 */
export async function showClass(
  ports: Pick<Ports, 'records' | 'clock' | 'roster'>,
  by: Someone,
  wanted: { readonly playlist: PlaylistId | null; readonly show: ClassFilter },
  page: Page,
): Promise<Outcome<ClassView, ShowClassRefusal>> {
  const read = await readClass(ports, by, wanted.playlist);
  if (read.refused) return read;
  const { community, terms } = read.done;
  const { classes } = ports.records;
  const [rows, counts, tenant, original] = await Promise.all([
    classes.rows(community.id, terms, wanted.show, page),
    classes.counts(community.id, terms),
    ports.roster.tenantOf(community.id),
    community.copiedFrom && ports.records.communities.byId(community.copiedFrom),
  ]);
  return done({
    ...read.done,
    show: wanted.show,
    counts,
    rows: rows.items,
    next: rows.next,
    copiedFrom: original ? original.title : null,
    roster: tenant === null ? null : (community.roster ?? rosterNotRead),
  });
}
