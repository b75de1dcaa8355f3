import type { Activity } from '../../core/activities/activity.ts';
import type { CommunityId, PersonId } from '../../core/ids.ts';
import { dayMs, later } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import {
  aCommunity,
  aCompletion,
  aGrant,
  aMembership,
  anActivity,
  anEnrolment,
  anOrganiser,
  aPerson,
  aPlacement,
  aPlaylist,
  aTask,
  someEvidence,
  someWork,
} from '../builders/index.ts';

export interface FilledClass {
  readonly community: CommunityId;
  readonly teacher: PersonId;
  readonly learners: number;
}

const [learners, steps, classes] = [1000, 10, 4];

/** Classes of a thousand with one playlist of ten steps: everybody somewhere on the way, a fifth of them waiting. */
export async function fillClass({ records, clock }: Ports): Promise<FilledClass> {
  const organiser = anOrganiser();
  const activities = Array.from({ length: steps }, (_, at) => {
    const check =
      at % 2 === 0 ? ({ who: 'organisers', count: 1 } as const) : ({ who: 'peers', count: 2 } as const);
    return anActivity({ organiser: organiser.id, tasks: [aTask({ check })] });
  });
  const playlist = aPlaylist({
    madeBy: { organiser: organiser.id },
    steps: activities.map(({ id }, at) => ({ activity: id, isMandatory: at < steps - 1, position: at + 1 })),
  });
  await records.keep({ organiser: [organiser], activity: activities, playlist: [playlist] });

  const filled: FilledClass[] = [];
  for (let at = 0; at < classes; at += 1) {
    const [community, teacher] = [aCommunity({ organiser: organiser.id, audience: 'adults' }), aPerson()];
    await records.keep({
      community: [community],
      grant: [aGrant({ community: community.id, organiser: organiser.id })],
      placement: [aPlacement({ community: community.id, subject: { kind: 'playlist', id: playlist.id } })],
      person: [teacher],
      membership: [aMembership({ community: community.id, person: teacher.id, seat: 'teacher' })],
    });
    for (let from = 0; from < learners; from += 100) {
      await keepLearners(records, community.id, activities, from, (days) =>
        later(clock.now(), -days * dayMs),
      );
    }
    filled.push({ community: community.id, teacher: teacher.id, learners });
  }
  const first = filled[0];
  if (!first) throw new Error('No class was filled');
  return first;
}

/** The same every time: who is how far follows from their number. */
async function keepLearners(
  { keep }: Pick<Ports['records'], 'keep'>,
  community: CommunityId,
  activities: readonly Activity[],
  from: number,
  daysAgo: (days: number) => ReturnType<typeof later>,
): Promise<void> {
  const people = Array.from({ length: 100 }, () => aPerson());
  const way = people.flatMap(({ id: person }, index) => {
    const number = from + index;
    const reached = number % (activities.length + 1);
    return activities
      .slice(0, reached + 1)
      .map((activity, at) => ({ person, activity, at, reached, number }));
  });
  const work = way.flatMap(({ person, activity, at, reached, number }) => {
    const isWaiting = at === reached && number % 5 === 0;
    const task = activity.tasks[0]?.id;
    if (!task || (at === reached && !isWaiting)) return [];
    const waitingSince = isWaiting ? daysAgo(number % 20) : null;
    const state = isWaiting ? ('in-review' as const) : ('finished' as const);
    return [someWork({ person, activity: activity.id, task, waitingSince, state })];
  });
  await keep({
    person: people,
    membership: people.map(({ id }, index) =>
      aMembership({ community, person: id, name: `Learner ${String((from + index) * 7919).slice(-4)}` }),
    ),
    enrolment: way.map(({ person, activity }) =>
      anEnrolment({ person, subject: { kind: 'activity', id: activity.id }, state: 'joined' }),
    ),
    completion: way
      .filter(({ at, reached }) => at < reached)
      .map(({ person, activity }) => aCompletion({ person, activity: activity.id })),
    work,
    evidence: work.map(({ id, person, task }) => someEvidence({ work: id, person, task })),
  });
}
