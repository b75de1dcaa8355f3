import { isJoined } from './activities/standing.ts';
import { isTestStudent } from './communities/earns-here.ts';
import type { Membership } from './communities/membership.ts';
import type { Check } from './evidence/check.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { Hat } from './evidence/judge-review.ts';
import type { Review } from './evidence/review.ts';
import type { Work } from './evidence/work.ts';
import type { CommunityId } from './ids.ts';
import type { Someone } from './people/actor.ts';
import { may } from './people/may.ts';
import type { Ports } from './ports/ports.ts';
import { type HandedIn, metIn, readCheck } from './read-check.ts';
import { readSurroundings } from './read-standing.ts';

/** Work with all that its reviewing rests on. */
export interface WorkRead extends HandedIn {
  readonly work: Work;
  /** By version. */
  readonly history: readonly Evidence[];
  /** Oldest first, of every version. */
  readonly reviews: readonly Review[];
  readonly check: Check;
  /** The author's communities in which the activity is placed. */
  readonly met: readonly CommunityId[];
}

/** @returns null: not there, its task is asked no more, or nobody is behind it */
export async function readWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  work: Work | null,
): Promise<WorkRead | null> {
  if (!work) return null;
  const { records } = ports;
  const [activity, author, holding, around, history, reviews] = await Promise.all([
    records.activities.byId(work.activity),
    records.people.byId(work.person),
    records.playlists.holding(work.activity),
    readSurroundings({ records }, work.person),
    records.evidence.history(work.id),
    records.reviews.of(work.id),
  ]);
  const task = activity?.tasks.find(({ id }) => id === work.task);
  if (!activity || !task || !author) return null;

  const handedIn: HandedIn = {
    activity,
    task,
    author,
    around,
    holding: holding.map(({ id }) => id),
    evidence: history.find(({ version }) => version === work.evidenceVersion) ?? null,
    waitingSince: work.waitingSince,
    isReported: Boolean(work.reported),
  };
  const check = await readCheck(ports, handedIn);
  return { ...handedIn, work, history, reviews, check, met: metIn(handedIn) };
}

/** In which capacity somebody looks at this work; null: it is not theirs to know of. */
export async function readHat(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  read: WorkRead,
): Promise<Hat | null> {
  const { activity, author, met } = read;
  if (author.id === by.person) return 'author';
  // What a test student tries is nobody's to answer.
  if (isTestStudent(read.around.memberships)) return null;
  const owned = { organiser: activity.organiser, activity: activity.id };
  if (may.reviewAsOrganiser(by, owned, { in: met }).verdict === 'yes') return 'organiser';
  if (isOnlooker(by, read)) return 'onlooker';

  const [enrolment, memberships] = await Promise.all([
    records.enrolments.one(by.person, { kind: 'activity', id: activity.id }),
    records.memberships.of(by.person),
  ]);
  // What was reported is hidden from peers until an organiser has looked.
  if (read.work.reported) return null;
  return isJoined(enrolment) && learnsWith(memberships, read.around.memberships) ? 'peer' : null;
}

const isOnlooker = (by: Someone, { activity, met }: WorkRead): boolean =>
  may.seeOrganiser(by, activity.organiser).verdict === 'yes' ||
  (by.seat?.as === 'teacher' && met.includes(by.seat.community));

/** Both active in one community, where the reviewer is a learner like the author. */
const learnsWith = (reviewer: readonly Membership[], author: readonly Membership[]): boolean =>
  reviewer.some(
    ({ community, state, seat, isTest }) =>
      state === 'active' &&
      seat === 'learner' &&
      !isTest &&
      author.some((theirs) => theirs.community === community && !theirs.isTest),
  );

/** Finishing it without its reviews, and opening it again. */
export const mayOverrule = (by: Someone, { activity, met }: WorkRead): boolean =>
  may.overrule(by, { organiser: activity.organiser, activity: activity.id }, { in: met }).verdict === 'yes';
