import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BusyCourse, seeded } from '../support/busy-course.ts';
import { onEachEngine } from '../support/mongo.ts';
import { ServerProcess } from '../support/server-process.ts';

/** 100 submissions, 100 approvals and 60 awards; with `FULL=1` 500, 500 and 525. */
const size = process.env['FULL']
  ? { learners: 25, activities: 20, tasks: 1 }
  : { learners: 10, activities: 5, tasks: 2 };
const fewestKills = process.env['FULL'] ? 30 : 8;

onEachEngine('A server killed at random during submissions, approvals and awards', (store) => {
  let dataDir: string;
  let server: ServerProcess;
  let course: BusyCourse;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'col-killed-'));
    const { mongodbUri } = await store();
    const more = mongodbUri === null ? {} : { MONGODB_URI: mongodbUri };
    server = await ServerProcess.on(dataDir, { DEMO_CITY: 'on', ...more });
    await server.start();
    course = await BusyCourse.on(server, size);
  }, 600_000);
  afterAll(async () => {
    await server?.kill();
    await course?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('loses nothing and doubles nothing', async () => {
    const random = seeded(20261005);
    let isDone = false;

    const killed = killing(
      random,
      () => isDone,
      () => answersOrDone(1 + random() * 60, () => isDone),
    );
    try {
      await course.work();
    } finally {
      isDone = true;
      await killed;
    }
    const kills = await killed;
    const more = await killing(
      random,
      (done) => done >= 6,
      () => wait(40 + random() * 1460),
    );
    await server.stop();

    expect(kills).toBeGreaterThan(0);
    expect(kills + more).toBeGreaterThanOrEqual(fewestKills);
    await course.expectNothingLost();
  }, 1_800_000);

  /** Kills the server a moment after `lull` and starts it again. @returns how often */
  async function killing(
    random: () => number,
    isOver: (kills: number) => boolean,
    lull: () => Promise<void>,
  ): Promise<number> {
    let kills = 0;
    while (!isOver(kills)) {
      await lull();
      await wait(random() * 40);
      await server.kill();
      await server.start();
      kills += 1;
    }
    return kills;
  }

  /** Kills go by answers and not by time, so that a slow machine gets on as well. */
  async function answersOrDone(more: number, isDone: () => boolean): Promise<void> {
    for (const enough = course.answers + more; course.answers < enough && !isDone(); ) await wait(5);
  }
});
