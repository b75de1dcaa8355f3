import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { newId, type PlaylistId, type Subject } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { canBePlaced } from './can-be-placed.ts';
import type { Placement } from './placement.ts';

/** A subject for one link of the seat's community. */
export interface MakePlacement {
  readonly subject: Subject;
  readonly mode: 'whole' | 'each-activity';
  readonly within: PlaylistId | null;
  readonly nativeLink: string;
  readonly gradeColumn: { readonly max: number } | null;
  readonly deadline: Instant | null;
}

export type MakePlacementRefusal =
  | { readonly why: 'not-found' }
  | { readonly why: 'not-allowed'; readonly because: Explanation };

/**
 * Puts a subject behind a link of a community, or exchanges what stands behind it. A granted teacher chooses.
 * Asked again with the same, it finds the work done.
 */
export async function makePlacement(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: MakePlacement,
): Promise<Outcome<Placement, MakePlacementRefusal>> {
  const community = by.seat && (await ports.records.communities.byId(by.seat.community));
  if (!community) return refused({ why: 'not-found' });
  const allowed = may.place(by, community);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  return bindPlacement(ports, by, input);
}

/**
 * Binds a link that carries its item in itself: the first launch of a placed or copied link, whoever it is.
 * Its item was chosen by a teacher, and the platform's signature vouches for the link.
 */
export async function bindPlacement(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: MakePlacement,
): Promise<Outcome<Placement, { readonly why: 'not-found' }>> {
  const host = by.seat && (await records.communities.byId(by.seat.community));
  if (!by.seat || !host) return refused({ why: 'not-found' });
  if (!(await canBePlaced({ records }, host.organiser, input.subject, input.within))) {
    return refused({ why: 'not-found' });
  }
  const community = host.id;
  const known = await records.placements.byLink(community, input.nativeLink);
  const placement: Placement = {
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    ...input,
    community,
    by: known?.by ?? (by.seat.as === 'teacher' ? by.person : null),
    at: known?.at ?? clock.now(),
    // A column that was there once is not forgotten because one launch does not name it.
    gradeColumn: input.gradeColumn ?? known?.gradeColumn ?? null,
    deadline: input.deadline ?? known?.deadline ?? null,
    removedAt: null,
  };
  if (known && isSame(known, placement)) return done(known);

  await records.keep({ placement: [placement] }, [
    domainEvent(by, 'placement.made', { placement: placement.id, subject: placement.subject }),
  ]);
  return done({ ...placement, revision: placement.revision + 1 });
}

const isSame = (a: Placement, b: Placement): boolean =>
  a.subject.kind === b.subject.kind &&
  a.subject.id === b.subject.id &&
  a.mode === b.mode &&
  a.within === b.within &&
  a.gradeColumn?.max === b.gradeColumn?.max &&
  a.deadline === b.deadline &&
  a.removedAt === b.removedAt;
