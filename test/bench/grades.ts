import { queueMany, takenBy, untilAllArrived } from '../support/many-grades.ts';
import { openWorld, Story } from '../support/story.ts';

export interface GradeTimes {
  readonly grades: number;
  /** Until the last one stood in the LMS, without the minutes between tries. */
  readonly ms: number;
  readonly failed: number;
  readonly rounds: number;
  readonly mostAtOnce: number;
}

const [grades, answerMs, failsEvery] = [1000, 50, 20];

/**
 * A worker on a store on disk sends a thousand grades at once to a practice LMS that answers in 50 ms and fails every
 * twentieth call.
 * @throws Error unless each arrived once
 */
export async function measureGrades(dataDir: string): Promise<GradeTimes> {
  const world = await openWorld(['by-the-book'], 'adults', { config: { dataDir } });
  try {
    await new Story(world, 'by-the-book').place();
    await world.house.settle();
    world.lms.control.forgetCalls();
    const many = await queueMany(world, 'by-the-book', grades);
    world.lms.control.delayMs(answerMs);
    world.lms.control.failEvery(failsEvery);

    const begun = performance.now();
    const worker = world.house.app.startWorker();
    const rounds = await untilAllArrived(world, () => idle(world));
    const ms = performance.now() - begun;
    await worker.stop();

    const taken = takenBy(world, many);
    if (taken.learners !== grades || taken.scores !== grades) {
      throw new Error(`${taken.scores} scores of ${taken.learners} learners arrived, not ${grades}`);
    }
    return { grades, ms, rounds, failed: taken.failed, mostAtOnce: taken.mostAtOnce };
  } finally {
    await world.lms.close();
    await world.house.close();
  }
}

/** Until nothing is due: what waits then waits for its next try. */
async function idle({ house }: Awaited<ReturnType<typeof openWorld>>): Promise<void> {
  for (;;) {
    const { waiting, oldestDue } = await house.app.ports.outbox.counts();
    if (waiting === 0 || (oldestDue !== null && oldestDue > house.clock.now())) return;
    await new Promise((again) => setTimeout(again, 20));
  }
}
