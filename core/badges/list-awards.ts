import { z } from 'zod';
import { OrganiserId, type PersonId } from '../ids.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Actor, Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Award } from './award.ts';
import type { Badge } from './badge.ts';
import type { AwardStanding } from './see-award.ts';

export const ListAwards = z.object({
  organiser: OrganiserId,
  after: z.string().nullable().default(null),
  size: z.number().int().min(1).max(200).default(50),
});
export type ListAwards = z.infer<typeof ListAwards>;

export interface AwardRow {
  readonly award: Award;
  readonly badge: Badge;
  /** Null while it waits. */
  readonly standing: AwardStanding | null;
  /** Display name, else alias. */
  readonly holder: { readonly person: PersonId; readonly name: string };
}

/** An organiser's awards, newest first, with those that wait and those to look at. */
export async function listAwards(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: ListAwards,
): Promise<
  Outcome<{ readonly items: readonly AwardRow[]; readonly next: string | null }, NotFound | NotAllowed>
> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}

/** One's own awards, newest first. */
export async function listOwnAwards(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  page: { readonly size: number; readonly after: string | null },
): Promise<{ readonly items: readonly Omit<AwardRow, 'holder'>[]; readonly next: string | null }> {
  throw new Error(`under way ${ports} ${by} ${page}`);
}
