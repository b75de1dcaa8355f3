import type { Activity } from './activities/activity.ts';
import { placementsOf, type Standing } from './activities/standing.ts';
import type { Task } from './activities/task.ts';
import { chatOf } from './communities/chat-settings.ts';
import { type Check, checkOf, showsPeople } from './evidence/check.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { CommunityId, PersonId, PlaylistId } from './ids.ts';
import type { Instant } from './instant.ts';
import { countsAsUnder18 } from './people/counts-as-under-18.ts';
import type { Person } from './people/person.ts';
import type { Ports } from './ports/ports.ts';

/** Somebody's evidence for a task, and where its author learns. */
export interface HandedIn {
  readonly activity: Activity;
  readonly task: Task;
  readonly author: Person;
  readonly around: Pick<Standing, 'memberships' | 'communities' | 'placements'>;
  /** Playlists that hold the activity. */
  readonly holding: readonly PlaylistId[];
  /** The version that counts now; null: nothing was handed in. */
  readonly evidence: Evidence | null;
  readonly waitingSince: Instant | null;
  /** A peer reported it: organisers look at it instead. */
  readonly isReported: boolean;
}

/** Who is asked about it, as the rules see it now. */
export async function readCheck(ports: Pick<Ports, 'records' | 'clock'>, handedIn: HandedIn): Promise<Check> {
  const { task, evidence, author, around, waitingSince } = handedIn;
  const isUnder18 = countsAsUnder18(author, around);
  const asksPeers = task.check.who !== 'self' && task.check.who !== 'organisers';
  const forStaff = asksPeers && isUnder18 && evidence !== null && showsPeople(evidence);
  const check = checkOf(task, {
    evidence,
    isUnder18,
    peersJoined: asksPeers && !forStaff ? await countPeers(ports, handedIn) : 0,
    staff: forStaff ? await countStaff(ports, handedIn) : 0,
    waitingSince,
    now: ports.clock.now(),
  });
  if (handedIn.isReported && check.who === 'peers') {
    return { who: 'organisers', need: 1, insteadOfPeers: true, offered: null };
  }
  const wantsTwo = around.communities.some((one) => chatOf(one).safety.twoAdultsForImages);
  const isMedia = isUnder18 && evidence !== null && showsPeople(evidence);
  return wantsTwo && isMedia && check.who === 'organisers'
    ? { ...check, need: Math.max(2, check.need) }
    : check;
}

/** In the community where most have joined; the author is one of them. */
async function countPeers({ records }: Pick<Ports, 'records'>, handedIn: HandedIn): Promise<number> {
  const { activity, around } = handedIn;
  const counts = await Promise.all(
    around.memberships.map(({ community }) =>
      records.enrolments.count({ kind: 'activity', id: activity.id }, community),
    ),
  );
  return Math.max(0, ...counts.map((count) => count - 1));
}

/** The organiser's own, and the granted teachers of the author's courses where it is placed. As many as are asked suffice. */
async function countStaff({ records }: Pick<Ports, 'records'>, handedIn: HandedIn): Promise<number> {
  const { activity, task, author } = handedIn;
  const own = (await records.staff.at(activity.organiser)).filter(
    ({ role, endedAt }) => endedAt === null && role !== 'member',
  );
  const staff = new Set<PersonId>(own.map(({ person }) => person));
  for (const community of metIn(handedIn)) {
    if (staff.size > task.check.count) break;
    for (const teacher of await grantedTeachers({ records }, community)) staff.add(teacher);
  }
  staff.delete(author.id);
  return staff.size;
}

async function grantedTeachers(
  { records }: Pick<Ports, 'records'>,
  community: CommunityId,
): Promise<readonly PersonId[]> {
  const grants = await records.grants.in(community);
  if (!grants.some(({ until, nativeRole }) => until === null && nativeRole === 'teacher')) return [];
  const teachers: PersonId[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof records.memberships.in>> = await records.memberships.in(community, {
      size: 200,
      after,
    });
    const active = page.items.filter(({ seat, state }) => seat === 'teacher' && state === 'active');
    teachers.push(...active.map(({ person }) => person));
    after = page.next;
  } while (after !== null);
  return teachers;
}

/** The author's communities in which the activity is placed: their granted teachers are its organisers there. */
export const metIn = ({
  activity,
  around,
  holding,
}: Pick<HandedIn, 'activity' | 'around' | 'holding'>): readonly CommunityId[] => [
  ...new Set(placementsOf(around, activity.id, holding).map(({ community }) => community)),
];
