import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import type { Placement } from '../communities/placement.ts';
import { Declined, Unreachable } from '../faults.ts';
import { ActivityId, type CommunityId, OrganiserId, type PlacementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readScores } from './read-scores.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'ids' | 'gradebook'>;

export const RefreshScores = z.object({ organiser: OrganiserId, activities: z.array(ActivityId).max(20) });
export type RefreshScores = z.infer<typeof RefreshScores>;

export interface ScoresRefreshed {
  readonly columns: number;
  /** Scores that had changed. */
  readonly changed: number;
  /** Courses whose LMS did not tell, and why: `unreachable`, or what it declined. */
  readonly troubles: readonly { readonly course: string; readonly code: string }[];
}

/** Reads now the grade columns of activities in an organiser's courses, and of its own activities in any. */
export async function refreshScores(
  ports: Wanted,
  by: Actor,
  { organiser, activities }: RefreshScores,
): Promise<Outcome<ScoresRefreshed, NotFound | NotAllowed>> {
  const because = may.publish(by, organiser);
  if (because.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because }) : refused({ why: 'not-found' });
  }
  const troubles: { course: string; code: string }[] = [];
  let [columns, changed] = [0, 0];
  for (const { placement, course } of await readColumns(ports, organiser, activities)) {
    columns += 1;
    try {
      changed += await readScores(ports, placement.id);
    } catch (fault) {
      const code = codeOf(fault);
      if (code === null) throw fault;
      troubles.push({ course, code });
    }
  }
  return done({ columns, changed, troubles });
}

async function readColumns(
  { records }: Wanted,
  organiser: OrganiserId,
  ids: readonly ActivityId[],
): Promise<readonly { readonly placement: Placement; readonly course: string }[]> {
  const activities = await records.activities.byIds(ids);
  const lists = activities.map(async (activity) => {
    const placements = await records.placements.of({ kind: 'activity', id: activity.id });
    const graded = placements.filter(({ gradeColumn }) => gradeColumn !== null);
    const communities = await records.communities.byIds(graded.map(({ community }) => community));
    return graded.flatMap((placement) => {
      const course = communities.find(({ id }) => id === placement.community);
      const counts =
        course?.organiser === organiser || (course?.organiser && activity.organiser === organiser);
      return course && counts ? [{ placement, course: course.title }] : [];
    });
  });
  return (await Promise.all(lists)).flat();
}

const codeOf = (fault: unknown): string | null => {
  if (fault instanceof Declined) return fault.code;
  return fault instanceof Unreachable ? 'unreachable' : null;
};

/** The columns of a course whose scores decide something: an activity is completed by them, or a badge asks for them. */
export async function scoredColumns(
  { records }: Pick<Ports, 'records'>,
  community: CommunityId,
): Promise<readonly PlacementId[]> {
  const placements = await records.placements.in(community);
  const decides = await Promise.all(
    placements.map(async ({ subject, gradeColumn }) => {
      if (subject.kind !== 'activity' || !gradeColumn) return false;
      const [activity, badges] = await Promise.all([
        records.activities.byId(subject.id),
        records.badges.earnedBy(subject),
      ]);
      return (
        isByScore(activity) || badges.some(({ earnedBy }) => earnedBy.some((rule) => rule.by === 'score'))
      );
    }),
  );
  return placements.filter((_one, at) => decides[at]).map(({ id }) => id);
}

const isByScore = (activity: Pick<Activity, 'completedBy'> | null): boolean =>
  activity?.completedBy.way === 'score';
