import type { ProfileName } from '../../adapters/practice-lms/index.ts';
import type { Placement } from '../../core/communities/placement.ts';
import { queued } from '../../core/grades/grade.ts';
import { tellQueued } from '../../core/grades/tell-queued.ts';
import { secondMs } from '../../core/instant.ts';
import { aGrade, aMembership, anIdentity, aPerson } from '../builders/index.ts';
import { must, Story, type World } from './story.ts';

export interface ManyGrades {
  readonly placement: Placement;
  /** How the LMS calls the learners, one grade each. */
  readonly subjects: ReadonlySet<string>;
}

/**
 * A whole school earns a grade in the playlist's column at the same moment: so many new learners, whom LMS and house
 * know. *Future makers* must be placed.
 */
export async function queueMany(world: World, profile: ProfileName, count: number): Promise<ManyGrades> {
  const { records, clock } = world.house.app.ports;
  const story = new Story(world, profile);
  await story.classOf();
  const [teaching] = await records.memberships.of(await story.personOf('ana'));
  const placements = await records.placements.in(must(teaching).community);
  const placement = must(placements.find(({ subject }) => subject.kind === 'playlist'));
  const [known] = await records.identities.of(must(teaching).person);

  const learners = world.lms.control.addLearners('7', count).map(({ ids }) => {
    const person = aPerson();
    const grade = aGrade({ placement: placement.id, community: placement.community, person: person.id });
    return { person, subject: ids[profile], grade: queued({ ...grade, asOf: clock.now() }) };
  });
  for (let from = 0; from < learners.length; from += 200) {
    const some = learners.slice(from, from + 200);
    await records.keep(
      {
        person: some.map(({ person }) => person),
        identity: some.map(({ person, subject }) =>
          anIdentity({ person: person.id, kind: 'lti', tenant: must(known).tenant, subject }),
        ),
        membership: some.map(({ person }) =>
          aMembership({ community: placement.community, person: person.id }),
        ),
        grade: some.map(({ grade }) => grade),
      },
      some.map(({ grade }) => tellQueued(null, grade)),
    );
  }
  return { placement, subjects: new Set(learners.map(({ subject }) => subject)) };
}

/** What the LMS has to say about it: each learner's score taken once, and the most calls that it had at a time. */
export function takenBy({ lms }: World, { subjects }: ManyGrades) {
  const calls = lms.control.calls('/scores');
  const taken = calls
    .filter(({ status }) => status !== null && status < 300)
    .map(({ body }) => String((JSON.parse(body) as { userId: string }).userId))
    .filter((subject) => subjects.has(subject));
  return {
    learners: new Set(taken).size,
    scores: taken.length,
    failed: calls.filter(({ status }) => status !== null && status >= 500).length,
    mostAtOnce: Math.max(0, ...lms.control.calls().map(({ atOnce }) => atOnce)),
  };
}

/** Puts the clock on to the next try as long as something fails. @returns how often */
export async function untilAllArrived(world: World, deliver: () => Promise<void>): Promise<number> {
  for (let rounds = 0; ; rounds += 1) {
    await deliver();
    const { waiting } = await world.house.app.ports.outbox.counts();
    if (waiting === 0) return rounds;
    if (rounds > 10) throw new Error(`${waiting} deliveries do not arrive`);
    world.house.clock.advance(rounds === 0 ? 61 * secondMs : 6 * 60 * secondMs);
  }
}
