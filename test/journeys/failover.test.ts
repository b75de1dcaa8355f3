import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Balancer } from '../support/balancer.ts';
import { type Away, BusyCourse } from '../support/busy-course.ts';
import { mongoSuite, type ReplicaSet, replicaSetOfThree } from '../support/mongo.ts';
import { ServerProcess } from '../support/server-process.ts';
import { must } from '../support/story.ts';

/** Longer than an election: 10 s until the others notice, and what follows until a server has found the new primary. */
const electionMs = 20_000;
const secret = 'the same for every process of this store';
const size = { learners: process.env['FULL'] ? 12 : 4, activities: 5, tasks: 2 };

/** Two processes behind one address, one of them for requests only, on three members. */
mongoSuite('Two processes on a replica set of three members, on MongoDB', () => {
  let folder: string;
  let members: ReplicaSet;
  let balancer: Balancer;
  let servers: readonly ServerProcess[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'col-failover-'));
    members = await replicaSetOfThree();
    balancer = await Balancer.open();
  }, 120_000);
  beforeEach(async () => {
    const more = {
      BASE_URL: balancer.url,
      MONGODB_URI: members.database(),
      DEMO_CITY: 'on',
      COL_SECRET: secret,
    };
    const first = await ServerProcess.on(join(folder, 'one'), more);
    const second = await ServerProcess.on(join(folder, 'two'), { ...more, WORKER: 'off' });
    await first.start();
    await second.start();
    servers = [first, second];
    balancer.to(portOf(first), portOf(second));
  }, 60_000);
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.kill()));
  });
  afterAll(async () => {
    await balancer?.close();
    await members?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const site = () => ({ baseUrl: balancer.url, env: must(servers[0]).env });

  it.each([
    ['the primary is killed', electionMs, (set: ReplicaSet) => set.killPrimary()],
    // When it comes back it learns that it is none any more, and what it was asked meanwhile fails.
    [
      'the primary is cut off for 25 seconds',
      25_000 + electionMs,
      (set: ReplicaSet) => set.freezePrimary(25_000),
    ],
    ['another member is cut off for 10 seconds', 0, (set: ReplicaSet) => set.freezeSecondary(10_000)],
  ])(
    'keep every acknowledged write while %s',
    async (_, overMs, strike) => {
      const course = await BusyCourse.on(site(), size);

      const work = course.work();
      while (course.answers < course.submissions / 2) await wait(10);
      const struckAt = Date.now();
      await strike(members);
      await work;
      await Promise.all(servers.map((server) => server.stop()));
      await members.mend();

      // People are told "not now" for no longer than an election, and never anything else.
      expect(course.away.filter(({ at }) => at > struckAt + overMs)).toEqual([]);
      expect(course.away.filter(({ at }) => at < struckAt)).toEqual([]);
      expect(notAnswered(course.away)).toEqual([]);
      balancer.to(portOf(must(servers[0])));
      await course.expectNothingLost();
      await course.close();
    },
    240_000,
  );

  it('share the work without sticky routing, and are exchanged one after the other without a lost request', async () => {
    const course = await BusyCourse.on(site(), size);

    const work = course.work();
    for (const [index, server] of servers.entries()) {
      while (course.answers < ((index + 1) * course.submissions) / 3) await wait(10);
      const others = servers.filter((other) => other !== server);
      balancer.to(...others.map(portOf));
      await server.stop();
      await server.start();
      balancer.to(...servers.map(portOf));
    }
    await work;
    await Promise.all(servers.map((server) => server.stop()));

    expect([...balancer.lines.keys()].sort()).toEqual(expect.arrayContaining(servers.map(portOf).sort()));
    expect(course.away.filter(({ status }) => status === 503)).toEqual([]);
    balancer.to(portOf(must(servers[0])));
    await course.expectNothingLost();
    await course.close();
  }, 240_000);
});

const portOf = ({ env }: ServerProcess): number => Number(env['PORT']);

/** Connections that broke without an answer: a member that is gone is no reason for one. */
const notAnswered = (away: readonly Away[]): readonly Away[] => away.filter(({ status }) => status === null);
