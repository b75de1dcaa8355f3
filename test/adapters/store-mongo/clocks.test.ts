import { setTimeout as wait } from 'node:timers/promises';
import { createIds } from '../../../adapters/ids.ts';
import { openMongo } from '../../../adapters/store-mongo/index.ts';
import { domainEvent } from '../../../core/domain-events.ts';
import { instant, later, minuteMs, secondMs } from '../../../core/instant.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Engine } from '../../../core/ports/engine.ts';
import { anActor, anId } from '../../builders/index.ts';
import { type Database, freshDatabase, mongoSuite } from '../../support/mongo.ts';

/** The real time, wrong by so much. */
const clockOff = (ms: number): Clock => ({ now: () => instant(Date.now() + ms) });

mongoSuite('Processes whose clocks are a minute apart, on MongoDB', () => {
  const [fast, slow] = [clockOff(30 * secondMs), clockOff(-30 * secondMs)];
  let database: Database;
  let ahead: Engine;
  let behind: Engine;
  beforeAll(async () => {
    database = await freshDatabase();
    const open = (clock: Clock) =>
      openMongo({ uri: database.uri, clock, ids: createIds(clock), timeOf: 'server' });
    [ahead, behind] = await Promise.all([open(fast), open(slow)]);
    await Promise.all([ahead.migrate(), behind.migrate()]);
  }, 60_000);
  afterEach(() => database.clear());
  afterAll(async () => {
    await Promise.all([ahead.close(), behind.close()]);
    await database.drop();
  });

  it('never both hold a lease, and the next has it when it ends', async () => {
    const first = await behind.leases.hold('gateway', 'behind', 20 * secondMs);
    const second = await ahead.leases.hold('gateway', 'ahead', 20 * secondMs);
    const holder = await ahead.leases.holder('gateway');
    await behind.leases.hold('gateway', 'behind', 50);
    await wait(100);

    expect([first, second, holder]).toEqual([true, false, 'behind']);
    expect(await ahead.leases.hold('gateway', 'ahead', 20 * secondMs)).toBe(true);
    expect(await behind.leases.hold('gateway', 'behind', 20 * secondMs)).toBe(false);
  });

  it('take what the other told at once, and each delivery once', async () => {
    for (const engine of [ahead, behind]) await tell(engine);

    const [here, there] = await Promise.all([
      ahead.outbox.claim('ahead', 10, 20 * secondMs),
      behind.outbox.claim('behind', 10, 20 * secondMs),
    ]);
    const again = [
      await ahead.outbox.claim('ahead', 10, minuteMs),
      await behind.outbox.claim('behind', 10, minuteMs),
    ];

    expect(new Set([...here, ...there].map(({ key }) => key)).size).toBe(2);
    expect(here.length + there.length).toBe(2);
    expect(again).toEqual([[], []]);
  });

  it.each([
    ['ahead', fast],
    ['behind', slow],
  ] as const)('wait as long as was meant for what one %s has told for later', async (which, clock) => {
    const teller = which === 'ahead' ? ahead : behind;
    await tell(teller, later(clock.now(), 400));

    const early = [
      ...(await ahead.outbox.claim('a', 9, minuteMs)),
      ...(await behind.outbox.claim('b', 9, minuteMs)),
    ];
    await wait(600);
    const due = [
      ...(await behind.outbox.claim('b', 9, minuteMs)),
      ...(await ahead.outbox.claim('a', 9, minuteMs)),
    ];

    expect(early).toEqual([]);
    expect(due).toHaveLength(1);
  });

  it('take over when the lease of a killed worker ends, not before', async () => {
    await tell(behind);
    const [taken] = await behind.outbox.claim('killed', 10, 400);
    const early = await ahead.outbox.claim('next', 10, minuteMs);
    await wait(600);

    const over = await ahead.outbox.claim('next', 10, minuteMs);
    await behind.outbox.delivered(taken?.key ?? '', 'killed');

    expect(early).toEqual([]);
    expect(over).toEqual([{ ...taken, tries: 1 }]);
    expect(await ahead.outbox.counts()).toMatchObject({ waiting: 1 });
  });
});

async function tell(engine: Engine, due?: ReturnType<Clock['now']>): Promise<void> {
  const payload = { person: anId<never>(), activity: anId<never>() };
  await engine.records.keep({}, [domainEvent(anActor(), 'activity.confirmed', payload, due)]);
}
