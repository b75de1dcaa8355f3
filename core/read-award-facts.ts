import type { Award } from './badges/award.ts';
import type { Badge } from './badges/badge.ts';
import type { AwardFacts } from './badges/judge-award.ts';
import { isTestStudent } from './communities/earns-here.ts';
import type { OrganiserId, PersonId } from './ids.ts';
import { hasIssuerAddress } from './organisers/organiser.ts';
import type { Ports } from './ports/ports.ts';

/**
 * What decides about these badges for one person.
 * @returns facts for each of them; nothing new has come about and nobody gives by hand, unless a use case says so
 */
export async function readAwardFacts(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  person: PersonId | null,
  badges: readonly Badge[],
): Promise<(badge: Badge) => AwardFacts> {
  const [completed, memberships, held, playlists, addressed] = await Promise.all([
    person ? records.completions.of(person) : new Set<never>(),
    person ? records.memberships.of(person) : [],
    person ? readHeld({ records }, person) : [],
    readPlaylists({ records }, badges),
    readAddressed({ records }, badges),
  ]);
  const now = clock.now();
  return (badge) => ({
    completed,
    playlists,
    held,
    isTestStudent: isTestStudent(memberships),
    hasIssuerAddress: addressed.has(badge.organiser),
    now,
    earnedAt: null,
    byHand: false,
  });
}

/** All awards of a person, every round. */
export async function readHeld(
  { records }: Pick<Ports, 'records'>,
  person: PersonId,
): Promise<readonly Award[]> {
  const held: Award[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof records.awards.heldBy>> = await records.awards.heldBy(person, {
      size: 200,
      after,
    });
    held.push(...page.items);
    after = page.next;
  } while (after !== null);
  return held;
}

async function readPlaylists({ records }: Pick<Ports, 'records'>, badges: readonly Badge[]) {
  const named = badges.flatMap(({ earnedBy }) =>
    earnedBy.flatMap((rule) => (rule.by === 'playlist' ? [rule.playlist] : [])),
  );
  const found = await Promise.all([...new Set(named)].map((id) => records.playlists.byId(id)));
  return found.filter((playlist) => playlist !== null);
}

async function readAddressed(
  { records }: Pick<Ports, 'records'>,
  badges: readonly Badge[],
): Promise<ReadonlySet<OrganiserId>> {
  const ids = [...new Set(badges.map(({ organiser }) => organiser))];
  const organisers = await Promise.all(ids.map((id) => records.organisers.byId(id)));
  return new Set(organisers.flatMap((one) => (one && hasIssuerAddress(one) ? [one.id] : [])));
}
