import { z } from 'zod';
import { OrganiserId, type PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor, Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readNamesFor } from '../read-names.ts';
import { type Award, type AwardStanding, standingOf } from './award.ts';
import type { Badge } from './badge.ts';

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
  /** As shared in a course of the organiser, else display name, else alias. */
  readonly holder: { readonly person: PersonId; readonly name: string };
}

/** An organiser's awards, newest first, with those that wait and those to look at. */
export async function listAwards(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { organiser, after, size }: ListAwards,
): Promise<
  Outcome<{ readonly items: readonly AwardRow[]; readonly next: string | null }, NotFound | NotAllowed>
> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const because = may.reviewAsOrganiser(by, { organiser }, { in: [] });
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });

  const { items, next } = await records.awards.of(organiser, { size, after });
  const [rows, nameOf] = await Promise.all([
    withBadges({ records, clock }, items),
    readNamesFor(
      { records },
      organiser,
      items.map(({ person }) => person),
    ),
  ]);
  return done({
    items: rows.map((row) => ({
      ...row,
      holder: { person: row.award.person, name: nameOf(row.award.person) },
    })),
    next,
  });
}

/** One's own awards, newest first. */
export async function listOwnAwards(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  page: { readonly size: number; readonly after: string | null },
): Promise<{ readonly items: readonly Omit<AwardRow, 'holder'>[]; readonly next: string | null }> {
  const { items, next } = await records.awards.heldBy(by.person, page);
  return { items: await withBadges({ records, clock }, items), next };
}

async function withBadges({ records, clock }: Pick<Ports, 'records' | 'clock'>, awards: readonly Award[]) {
  const badges = await records.badges.byIds([...new Set(awards.map(({ badge }) => badge))]);
  const now = clock.now();
  return awards.flatMap((award) => {
    const badge = badges.find(({ id }) => id === award.badge);
    return badge ? [{ award, badge, standing: standingOf(award, now) }] : [];
  });
}
