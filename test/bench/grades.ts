import { join } from 'node:path';
import { queueMany, takenBy, untilAllArrived } from '../support/many-grades.ts';
import { openWorld, Story } from '../support/story.ts';

interface GradeTimes {
  /** Until the last one stood in the LMS, without the minutes between tries. */
  readonly ms: number;
  readonly failed: number;
  readonly rounds: number;
  readonly mostAtOnce: number;
}

const [grades, answerMs, failsEvery] = [1000, 50, 20];

/** @param folder where its store lies afterwards, in a folder of its own */
export async function tellGrades(folder: string): Promise<string> {
  const { ms, failed, rounds, mostAtOnce } = await measureGrades(join(folder, 'grades'));
  return `## Grades into an LMS

${grades} grades at once to a practice LMS that answers in ${answerMs} ms and fails ${100 / failsEvery} % of the calls: all arrived, each once, in ${(ms / 1000).toFixed(1)} s of sending (eight at a time in ${answerMs} ms each would be ${((grades * answerMs) / 8000).toFixed(1)} s); ${failed} calls failed and went out again a minute later, ${rounds} rounds; at most ${mostAtOnce} calls at a time (goal ≤ 8).
`;
}

/**
 * A worker on a store on disk sends a thousand grades at once to a practice LMS that answers in 50 ms and fails every
 * twentieth call.
 * @throws Error unless each arrived once
 */
async function measureGrades(dataDir: string): Promise<GradeTimes> {
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
    return { ms, rounds, failed: taken.failed, mostAtOnce: taken.mostAtOnce };
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
