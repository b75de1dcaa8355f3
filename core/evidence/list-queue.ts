import { z } from 'zod';
import { isJoined } from '../activities/standing.ts';
import { ActivityId, CommunityId, OrganiserId } from '../ids.ts';
import { later } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readStanding } from '../read-standing.ts';
import { readForPeer } from '../read-steps.ts';
import { readHat, readWork } from '../read-work.ts';
import { offeredAfterMs } from './check.ts';
import { type QueueItem, queueItem } from './queue-item.ts';
import type { Work } from './work.ts';

export type { QueueItem } from './queue-item.ts';

/**
 * `community`: what a teacher's class handed in. `organiser`: everything in its activities.
 * `peers`: what waits for this learner as a peer, everywhere or in one activity.
 */
export const ListQueue = z.object({
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('community'), community: CommunityId }),
    z.object({ kind: z.literal('organiser'), organiser: OrganiserId }),
    z.object({ kind: z.literal('peers'), activity: ActivityId.nullable().default(null) }),
  ]),
  /** Also what waits for peers only: to look at, to send back, to overrule. Staff only. */
  all: z.boolean().default(false),
  after: z.string().nullable().default(null),
  size: z.number().int().min(1).max(100).default(25),
});
export type ListQueue = z.infer<typeof ListQueue>;

export type ListQueueRefusal = NotFound | NotAllowed;

type Wanted = Pick<Ports, 'records' | 'clock'>;
interface Queue {
  readonly items: readonly QueueItem[];
  /** Not null: there may be more, even where few or none were found so far. */
  readonly next: string | null;
}

/** What waits for this person's word, oldest first. */
export async function listQueue(
  ports: Wanted,
  by: Someone,
  input: ListQueue,
): Promise<Outcome<Queue, ListQueueRefusal>> {
  const { of: whose } = input;
  if (whose.kind === 'peers') return done(await peersQueue(ports, by, input, whose.activity));
  if (whose.kind === 'organiser') {
    const { organiser } = whose;
    if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
    const activities = (await ports.records.activities.of(organiser))
      .map(({ id }) => id)
      .filter((activity) => may.reviewAsOrganiser(by, { organiser, activity }, { in: [] }).verdict === 'yes');
    const allowed = may.reviewAsOrganiser(by, { organiser }, { in: [] });
    // A host reads what waits in theirs.
    if (allowed.verdict !== 'yes' && activities.length === 0) {
      return refused({ why: 'not-allowed', because: allowed });
    }
    return done(await staffQueue(ports, by, input, activities, null));
  }
  return classQueue(ports, by, input, whose.community);
}

/** Whose seat is elsewhere learns nothing of this class. */
async function classQueue(ports: Wanted, by: Someone, input: ListQueue, id: CommunityId) {
  const community = await ports.records.communities.byId(id);
  const allowed = community && may.seeClass(by, community);
  if (allowed?.verdict === 'yes') {
    return done(await staffQueue(ports, by, input, await placedActivities(ports, id), id));
  }
  const isTeacherHere = by.seat?.community === id && by.seat.as === 'teacher';
  return allowed && isTeacherHere
    ? refused({ why: 'not-allowed', because: allowed })
    : refused({ why: 'not-found' });
}

/** One page holds all of a peer's queue: who answers one takes one from it. */
async function peersQueue(
  ports: Wanted,
  by: Someone,
  { size }: ListQueue,
  activity: ActivityId | null,
): Promise<Queue> {
  const standing = await readStanding(ports, by);
  const joined = standing.enrolments
    .filter(isJoined)
    .flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : []))
    .filter((id) => activity === null || id === activity);
  const work = joined.length > 0 ? await readForPeer(ports, by, standing, joined, size) : [];
  const items = await Promise.all(work.map((one) => readItem(ports, by, one)));
  return { items: items.filter((item) => item !== null), next: null };
}

/** So many are looked at in one go: who has answered most of what waits goes on from the mark. */
const mostLooked = 200;

/** Reads on until a page is full or enough was looked at: what is not theirs after all is left out on the way. */
async function staffQueue(
  ports: Wanted,
  by: Someone,
  { all, size, after: from }: ListQueue,
  activities: readonly ActivityId[],
  community: CommunityId | null,
): Promise<Queue> {
  const { work } = ports.records;
  const offeredSince = later(ports.clock.now(), -offeredAfterMs);
  const items: QueueItem[] = [];
  let [after, looked] = [from, 0];
  do {
    // Never more than still fit, so that the mark of this page is the mark of the last one taken.
    const next = { size: size - items.length, after };
    const page = all
      ? await work.inReview(activities, community, next)
      : await work.forOrganisers(activities, community, offeredSince, next);
    const read = await Promise.all(page.items.map((one) => readItem(ports, by, one)));
    items.push(...read.filter((item) => item !== null).filter((item) => all || isTheirs(item)));
    after = page.next;
    looked += page.items.length;
  } while (after !== null && items.length < size && looked < mostLooked);
  return { items, next: after };
}

/** They are asked; not what they answered already, nor their own. */
const isTheirs = ({ mayApprove }: QueueItem): boolean => mayApprove.verdict === 'yes';

async function readItem(ports: Wanted, by: Someone, work: Work): Promise<QueueItem | null> {
  const read = await readWork(ports, work);
  const hat = read && (await readHat(ports, by, read));
  return read && hat ? queueItem(ports, by, read, hat) : null;
}

async function placedActivities(
  { records }: Pick<Ports, 'records'>,
  community: CommunityId,
): Promise<readonly ActivityId[]> {
  const placements = await records.placements.in(community);
  const playlists = await Promise.all(
    placements.map(({ subject }) =>
      subject.kind === 'playlist' ? records.playlists.byId(subject.id) : null,
    ),
  );
  return [
    ...new Set([
      ...placements.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : [])),
      ...playlists.flatMap((playlist) => playlist?.steps.map(({ activity }) => activity) ?? []),
    ]),
  ];
}
