import { earnsNothing, enrolmentIn, isJoined, type Standing } from './activities/standing.ts';
import { judgeReview } from './evidence/judge-review.ts';
import type { Work } from './evidence/work.ts';
import type { ActivityId, CommunityId, PersonId } from './ids.ts';
import type { Someone } from './people/actor.ts';
import { countsAsUnder18 } from './people/counts-as-under-18.ts';
import type { Person } from './people/person.ts';
import type { StepFacts } from './playlists/judge-step.ts';
import { type HandedInRead, type StepRead, type StepView, stepView } from './playlists/step-view.ts';
import type { Ports } from './ports/ports.ts';
import { readCheck } from './read-check.ts';
import { readHat, readWork } from './read-work.ts';

type Wanted = Pick<Ports, 'records' | 'clock'>;

/** More is not counted: "50 and more" waits as well as "51". */
const mostCounted = 50;

/**
 * The steps as one person sees them.
 * @param by null: somebody new (a preview), or nobody
 */
export async function readStepViews(
  ports: Wanted,
  by: Someone | null,
  steps: readonly (StepFacts & Pick<StepRead, 'position' | 'isMandatory'>)[],
): Promise<readonly StepView[]> {
  const [standing] = steps.map((step) => step.standing);
  if (!standing) return [];
  const [person, handedIn, waiting] = await Promise.all([
    by && ports.records.people.byId(by.person),
    by ? readHandedIn(ports, by.person, steps) : [],
    by ? countForPeer(ports, by, steps, standing) : new Map<ActivityId, number>(),
  ]);
  const isUnder18 = countsAsUnder18(person ?? someoneNew, standing);
  return steps.map((step) =>
    stepView({
      ...step,
      handedIn: handedIn.filter(({ work }) => work.activity === step.activity.id),
      peersQueue: waiting.get(step.activity.id) ?? 0,
      isUnder18,
    }),
  );
}

const someoneNew: Pick<Person, 'age'> = { age: { band: 'unknown', statedBy: null } };

async function readHandedIn(
  ports: Wanted,
  person: PersonId,
  steps: readonly StepFacts[],
): Promise<readonly HandedInRead[]> {
  const work = await ports.records.work.of(
    person,
    steps.map(({ activity }) => activity.id),
  );
  return Promise.all(work.map((one) => readOne(ports, one, steps)));
}

async function readOne(ports: Wanted, work: Work, steps: readonly StepFacts[]): Promise<HandedInRead> {
  const { records } = ports;
  const [history, reviews, author] = await Promise.all([
    records.evidence.history(work.id),
    records.reviews.of(work.id),
    records.people.byId(work.person),
  ]);
  const evidence = history.find(({ version }) => version === work.evidenceVersion) ?? null;
  const step = steps.find(({ activity }) => activity.id === work.activity);
  const task = step?.activity.tasks.find(({ id }) => id === work.task);
  const isAsked = work.state === 'in-review' && step && task && author;
  if (!isAsked) return { work, evidence, reviews, check: { who: 'organisers', need: 1 } };

  const { activity, standing, placed } = step;
  const holding = placed.flatMap(({ subject }) => (subject.kind === 'playlist' ? [subject.id] : []));
  const check = await readCheck(ports, {
    activity,
    task,
    author,
    around: standing,
    holding,
    evidence,
    waitingSince: work.waitingSince,
    isReported: Boolean(work.reported),
  });
  return { work, evidence, reviews, check };
}

/** How much of others' evidence waits for this person as a peer, by activity. */
async function countForPeer(
  ports: Wanted,
  by: Someone,
  steps: readonly StepFacts[],
  standing: Standing,
): Promise<ReadonlyMap<ActivityId, number>> {
  const asked = steps
    .map(({ activity }) => activity)
    .filter(({ tasks }) => tasks.some(({ check }) => check.who !== 'self' && check.who !== 'organisers'))
    .filter(({ id }) => isJoined(enrolmentIn(standing, { kind: 'activity', id })))
    .map(({ id }) => id);
  const counts = new Map<ActivityId, number>();
  if (asked.length === 0 || earnsNothing(standing)) return counts;
  for (const { activity } of await readForPeer(ports, by, standing, asked, mostCounted)) {
    counts.set(activity, (counts.get(activity) ?? 0) + 1);
  }
  return counts;
}

/** Others' work that this person may answer as a peer, longest waiting first. */
export async function readForPeer(
  ports: Wanted,
  by: Someone,
  standing: Pick<Standing, 'memberships'>,
  activities: readonly ActivityId[],
  most: number,
): Promise<readonly Work[]> {
  const communities = standing.memberships
    .filter(({ seat, isTest }) => seat === 'learner' && !isTest)
    .map(({ community }) => community);
  const found = await Promise.all(
    communities.map((community) => readWaiting(ports, by, activities, community, most)),
  );
  const once = new Map(found.flat().map((work) => [work.id, work]));
  return [...once.values()]
    .toSorted((a, b) => ((a.waitingSince ?? '') < (b.waitingSince ?? '') ? -1 : 1))
    .slice(0, most);
}

async function readWaiting(
  ports: Wanted,
  by: Someone,
  activities: readonly ActivityId[],
  community: CommunityId,
  most: number,
): Promise<readonly Work[]> {
  const waiting: Work[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ports.records.work.inReview>> = await ports.records.work.inReview(
      activities,
      community,
      { size: 100, after },
    );
    for (const work of page.items) {
      if (waiting.length < most && (await isForPeer(ports, by, work))) waiting.push(work);
    }
    after = page.next;
  } while (after !== null && waiting.length < most);
  return waiting;
}

async function isForPeer(ports: Wanted, by: Someone, work: Work): Promise<boolean> {
  if (work.person === by.person) return false;
  const read = await readWork(ports, work);
  if (!read) return false;
  const hat = await readHat(ports, by, read);
  return hat === 'peer' && judgeReview({ ...read, reviewer: by.person, hat }, 'approve').verdict === 'yes';
}
