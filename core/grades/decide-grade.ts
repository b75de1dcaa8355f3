import { z } from 'zod';
import { judgeEarning } from '../communities/earns-here.ts';
import type { Placement } from '../communities/placement.ts';
import { newId, type OrganiserId, PersonId, PlacementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { firstYes, may } from '../people/may.ts';
import { organiserOf } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { Texts } from '../texts.ts';
import { asOfNow, type Grade, neverSent, queued } from './grade.ts';
import { tellQueued } from './tell-queued.ts';

export const DecideGrade = z.object({
  placement: PlacementId,
  person: PersonId,
  points: z.number().int().min(0),
  /** 2..500 characters, on record. */
  reason: z.string().trim().min(2).max(500),
});
export type DecideGrade = z.infer<typeof DecideGrade>;

export type DecideGradeRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'too-many-points'; readonly most: number };

/**
 * The organiser of a course, or of what stands in it, decides a grade by hand: lower than the rules say if it must be.
 * It stays until decided again.
 */
export async function decideGrade(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: DecideGrade,
): Promise<Outcome<Grade, DecideGradeRefusal>> {
  const placement = await records.placements.byId(input.placement);
  const member = placement && (await records.memberships.one(placement.community, input.person));
  if (!placement?.gradeColumn || !member) return refused({ why: 'not-found' });
  const { concerned } = await concernedBy({ records }, placement);
  const isSeen = concerned.some((organiser) => may.seeOrganiser(by, organiser).verdict === 'yes');
  if (!isSeen) return refused({ why: 'not-found' });
  const allowed = firstYes(...concerned.map((organiser) => may.decideGrade(by, organiser)));
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const earning = judgeEarning(member);
  if (earning.verdict !== 'yes') return refused({ why: 'not-allowed', because: earning });
  const { max } = placement.gradeColumn;
  if (input.points > max) return refused({ why: 'too-many-points', most: max });

  const known = await records.grades.one(placement.id, input.person);
  const at = clock.now();
  const grade = queued({
    ...neverSent,
    ...known,
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    placement: placement.id,
    community: placement.community,
    person: input.person,
    points: input.points,
    pointsMaximum: max,
    isComplete: input.points === max,
    asOf: asOfNow(known, at),
    byHand: { by: by.person, reason: input.reason, at },
  });
  await records.keep({ grade: [grade] }, [tellQueued(by.person, grade)]);
  return done({ ...grade, revision: grade.revision + 1 });
}

/** Whose course it is and who offers what stands in it; what that is called, null: it is gone. */
export async function concernedBy(
  { records }: Pick<Ports, 'records'>,
  { community, subject }: Placement,
): Promise<{ readonly concerned: readonly OrganiserId[]; readonly title: Texts | null }> {
  const [host, activity, playlist] = await Promise.all([
    records.communities.byId(community),
    subject.kind === 'activity' ? records.activities.byId(subject.id) : null,
    subject.kind === 'playlist' ? records.playlists.byId(subject.id) : null,
  ]);
  const organisers = [host?.organiser, activity?.organiser, playlist && organiserOf(playlist)];
  return {
    concerned: organisers.filter((one) => one !== null && one !== undefined),
    title: (activity ?? playlist)?.name ?? null,
  };
}
