import { domainEvent } from '../domain-events.ts';
import { newId, type PersonId, type PlacementId } from '../ids.ts';
import { nobody } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { retryStale } from '../retry-stale.ts';
import type { ScoreRead } from './score-read.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'ids' | 'gradebook'>;

const batch = 100;

/**
 * Reads the grade column of a placed activity back. Each score that is another one than the last time is kept and told;
 * one that the LMS has no more counts as none. Only of learners whom the course knows.
 * @returns how many had changed
 * @throws Declined the LMS will not tell
 * @throws Unreachable asked again later
 */
export async function readScores(ports: Wanted, id: PlacementId): Promise<number> {
  const { records, gradebook } = ports;
  const placement = await records.placements.byId(id);
  if (placement?.subject.kind !== 'activity' || !placement.gradeColumn || placement.removedAt !== null)
    return 0;
  const tenant = await gradebook.tenantOf(id);
  if (tenant === null) return 0;

  const told = await gradebook.read(id);
  const percents = new Map<PersonId, number>();
  for (const [subject, percent] of told) {
    const identity = await records.identities.find('lti', tenant, subject);
    if (identity) percents.set(identity.person, percent);
  }
  for (const { person } of await records.scores.at(id)) {
    if (!percents.has(person)) percents.set(person, 0);
  }
  const all = [...percents];
  let changed = 0;
  for (let from = 0; from < all.length; from += batch) {
    const some = new Map(all.slice(from, from + batch));
    changed += await retryStale(() => keepScores(ports, id, some));
  }
  return changed;
}

async function keepScores(
  { records, clock, ids }: Wanted,
  id: PlacementId,
  percents: ReadonlyMap<PersonId, number>,
): Promise<number> {
  const placement = await records.placements.byId(id);
  const community = placement && (await records.communities.byId(placement.community));
  if (placement?.subject.kind !== 'activity' || !community) return 0;
  const activity = placement.subject.id;
  const known = new Map((await records.scores.at(id)).map((score) => [score.person, score]));
  const changed: ScoreRead[] = [];
  for (const [person, percent] of percents) {
    const before = known.get(person);
    if (before?.percent === percent && before.organiser === community.organiser) continue;
    const member = await records.memberships.one(community.id, person);
    if (member?.seat !== 'learner' || member.isTest) continue;
    changed.push({
      id: before?.id ?? newId(ids),
      revision: before?.revision ?? 0,
      placement: id,
      community: community.id,
      organiser: community.organiser,
      activity,
      person,
      percent,
      readAt: clock.now(),
    });
  }
  const there = { person: null, seat: { community: community.id, as: 'visitor' as const } };
  if (changed.length > 0) {
    await records.keep(
      { score: changed },
      changed.map(({ person }) =>
        domainEvent({ ...nobody, ...there }, 'grade.read', { placement: id, person, activity }),
      ),
    );
  }
  return changed.length;
}
