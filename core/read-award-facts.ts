import type { Award } from './badges/award.ts';
import type { Badge } from './badges/badge.ts';
import type { AwardFacts } from './badges/judge-award.ts';
import { isTestStudent } from './communities/earns-here.ts';
import { bestScore } from './grades/score-read.ts';
import type { ActivityId, OrganiserId, PersonId } from './ids.ts';
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
  const [completed, memberships, held, playlists, addressed, scoresFor] = await Promise.all([
    person ? records.completions.of(person) : new Set<never>(),
    person ? records.memberships.of(person) : [],
    person ? readHeld({ records }, person) : [],
    readPlaylists({ records }, badges),
    readAddressed({ records }, badges),
    readScores({ records }, person, badges),
  ]);
  const now = clock.now();
  return (badge) => ({
    completed,
    playlists,
    held,
    scores: scoresFor(badge),
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

/** Scores of the badge's organiser's own courses count, and in its own activities those of any course that is somebody's. */
async function readScores(
  { records }: Pick<Ports, 'records'>,
  person: PersonId | null,
  badges: readonly Badge[],
): Promise<(badge: Badge) => ReadonlyMap<ActivityId, number>> {
  const named = [...new Set(badges.flatMap(scoredActivities))];
  if (!person || named.length === 0) return () => new Map();
  const [scores, activities] = await Promise.all([
    records.scores.of(person),
    records.activities.byIds(named),
  ]);
  const whose = new Map(activities.map(({ id, organiser }) => [id, organiser]));
  return (badge) =>
    new Map(
      scoredActivities(badge).flatMap((activity): [ActivityId, number][] => {
        const isOwn = whose.get(activity) === badge.organiser;
        const counts = ({ organiser }: { organiser: OrganiserId | null }) =>
          organiser !== null && (isOwn || organiser === badge.organiser);
        const best = bestScore(scores, activity, counts);
        return best === null ? [] : [[activity, best]];
      }),
    );
}

const scoredActivities = ({ earnedBy }: Badge): readonly ActivityId[] =>
  earnedBy.flatMap((rule) => (rule.by === 'score' ? [rule.activity] : []));
