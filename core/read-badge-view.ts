import { type BadgeView, badgeView } from './badges/badge-view.ts';
import type { BadgeId, PersonId } from './ids.ts';
import type { Ports } from './ports/ports.ts';
import { readAwardFacts } from './read-award-facts.ts';

type Wanted = Pick<Ports, 'records' | 'clock'>;

/**
 * Badges as one person sees them: theirs, or what they still need.
 * @param person null: somebody new, or nobody
 * @returns one for each that was asked for; null: there is none
 */
export async function readBadgeViews(
  ports: Wanted,
  person: PersonId | null,
  asked: readonly (BadgeId | null)[],
): Promise<readonly (BadgeView | null)[]> {
  const ids = asked.filter((id) => id !== null);
  if (ids.length === 0) return asked.map(() => null);
  const badges = await ports.records.badges.byIds(ids);
  const factsOf = await readAwardFacts(ports, person, badges);
  const views = new Map(badges.map((badge) => [badge.id, badgeView(badge, factsOf(badge))]));
  return asked.map((id) => (id && views.get(id)) ?? null);
}

export async function readBadgeView(
  ports: Wanted,
  person: PersonId | null,
  id: BadgeId | null,
): Promise<BadgeView | null> {
  const [view] = await readBadgeViews(ports, person, [id]);
  return view ?? null;
}
