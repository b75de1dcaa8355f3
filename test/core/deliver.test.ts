import { deliver } from '../../core/deliver.ts';
import { Declined, Stale, Unreachable } from '../../core/faults.ts';
import { dayMs, hourMs, later, minuteMs, secondMs } from '../../core/instant.ts';
import { afterFault } from '../../core/next-try.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Reactions } from '../../core/reactions.ts';
import { subscriptions } from '../../core/subscriptions.ts';
import { monday } from '../builders/index.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';
import { completedOne, confirmed, onlyReactions } from '../support/told.ts';

describe('deliver', () => {
  let opened: OpenPorts;
  let counted: string[];
  let logged: { level: string; data: object }[];
  let ports: Ports;
  beforeEach(async () => {
    opened = await openPorts();
    counted = [];
    logged = [];
    const to = (level: string) => (data: object) => void logged.push({ level, data });
    ports = {
      ...opened.ports,
      meter: {
        delivery: (reaction, result) => void counted.push(`${reaction} ${result}`),
        platformCall() {},
        acknowledged() {},
        repeated() {},
      },
      log: { info: to('info'), warn: to('warn'), error: to('error') },
    };
  });
  afterEach(() => opened.close());

  const run = (some: Partial<Reactions>, limit?: number) => deliver(ports, onlyReactions(some), 'one', limit);
  const completing = (reaction: () => Promise<void>) => run({ 'complete-activity': reaction });
  const failing = (fault: unknown) => completing(() => Promise.reject(fault));
  const setAside = async () => (await ports.outbox.undelivered('all', { size: 50, after: null })).items;

  it('runs every reaction once with ports, domain event and key', async () => {
    const heard: unknown[] = [];
    await ports.records.keep({}, [confirmed()]);
    const reaction: Reactions['complete-activity'] = async (given, event, key) => {
      heard.push([given === ports, event.name, key === `${event.id}/complete-activity`]);
    };

    expect(await run({ 'complete-activity': reaction })).toBe(1);
    expect(await run({ 'complete-activity': reaction })).toBe(0);

    expect(heard).toEqual([[true, 'activity.confirmed', true]]);
    expect(counted).toEqual(['complete-activity delivered']);
  });

  it('runs the reactions to one domain event one after another, in the order they are listed', async () => {
    const steps: string[] = [];
    const slow = (name: string) => async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
    };
    await ports.records.keep({}, [completedOne()]);
    const listed = subscriptions['activity.completed'];

    await run(Object.fromEntries(listed.map((name) => [name, slow(name)])));

    expect(steps).toEqual(listed.flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('runs different domain events side by side, no more than it was told', async () => {
    let running = 0;
    let most = 0;
    const slow = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    await ports.records.keep({}, [confirmed(), confirmed(), confirmed(), confirmed(), confirmed()]);

    const taken = await run({ 'complete-activity': slow }, 3);

    expect([taken, most]).toEqual([3, 3]);
  });

  it('holds on to what takes longer than its lease, and to what waits behind it', async () => {
    const leaseMs = 60;
    const begun: string[] = [];
    await ports.records.keep({}, [completedOne()]);
    const slow = async () => {
      begun.push('slow');
      for (let part = 0; part < 4; part += 1) {
        opened.clock.advance(leaseMs / 2);
        // Real time: renewing goes by it.
        await new Promise((later) => setTimeout(later, leaseMs / 2));
      }
    };
    const quick = async () => void begun.push('quick');
    const some = onlyReactions({ 'award-if-due': slow, 'pass-grade-back': quick });

    const first = deliver(ports, some, 'one', 8, leaseMs);
    await new Promise((later) => setTimeout(later, 1.6 * leaseMs));
    const taken = await deliver(ports, some, 'two', 8, leaseMs);
    await first;

    expect([taken, begun]).toEqual([0, ['slow', 'quick']]);
    expect((await ports.outbox.counts()).waiting).toBe(0);
  });

  it('lets no failing reaction hold up the others', async () => {
    const done: string[] = [];
    await ports.records.keep({}, [completedOne()]);

    await run({
      'award-if-due': () => Promise.reject(new Unreachable('elsewhere')),
      'pass-grade-back': async () => void done.push('pass-grade-back'),
    });

    expect(done).toEqual(['pass-grade-back']);
    expect((await ports.outbox.counts()).waiting).toBe(1);
  });

  it('tells no domain event before it is due', async () => {
    await ports.records.keep({}, [confirmed(later(opened.clock.now(), 10 * secondMs))]);
    opened.clock.advance(10 * secondMs - 1);
    expect(await completing(async () => {})).toBe(0);

    opened.clock.advance(1);

    expect(await completing(async () => {})).toBe(1);
  });

  it('runs a reaction again at once when what it read had changed', async () => {
    let tries = 0;
    await ports.records.keep({}, [confirmed()]);

    await completing(async () => {
      tries += 1;
      if (tries < 3) throw new Stale('moved on');
    });

    expect(tries).toBe(3);
    expect(counted).toEqual(['complete-activity delivered']);
  });

  it('tries what is unreachable after 1, 5 and 30 minutes, 2, 6 and 24 hours, then sets it aside', async () => {
    await ports.records.keep({}, [confirmed()]);
    const waits = [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs, dayMs];

    for (const wait of waits) {
      expect(await failing(new Unreachable('token endpoint'))).toBe(1);
      opened.clock.advance(wait - 1);
      expect(await failing(new Unreachable('token endpoint'))).toBe(0);
      opened.clock.advance(1);
    }
    expect(await setAside()).toEqual([]);
    await failing(new Unreachable('token endpoint'));

    expect(await setAside()).toEqual([
      expect.objectContaining({
        reaction: 'complete-activity',
        trouble: 'unreachable: token endpoint',
        tries: 7,
      }),
    ]);
    expect(counted).toEqual([...waits.map(() => 'complete-activity retried'), 'complete-activity set-aside']);
    expect(logged.map(({ level }) => level)).toEqual(waits.map(() => 'warn').concat('warn'));
  });

  it('sets aside at once what is declined', async () => {
    await ports.records.keep({}, [confirmed()]);

    await failing(new Declined('column-deleted', 'The gradebook column is gone'));

    expect(await setAside()).toEqual([
      expect.objectContaining({ trouble: 'column-deleted: The gradebook column is gone', tries: 1 }),
    ]);
    expect(logged.map(({ level }) => level)).toEqual(['warn']);
  });

  it('sends again what was set aside, with all its tries', async () => {
    await ports.records.keep({}, [confirmed()]);
    await failing(new Declined('column-deleted', 'gone'));
    const [one] = await setAside();

    await ports.outbox.again(one?.key ?? '');
    await failing(new Unreachable('elsewhere'));

    expect(await setAside()).toEqual([]);
    opened.clock.advance(minuteMs);
    expect(await completing(async () => {})).toBe(1);
  });

  it('tries an unforeseen fault again, and logs it as an error', async () => {
    const fault = new TypeError('Cannot read properties of undefined');
    await ports.records.keep({}, [confirmed()]);

    await failing(fault);

    expect(logged).toEqual([
      {
        level: 'error',
        data: expect.objectContaining({ err: fault, reaction: 'complete-activity', tries: 1 }),
      },
    ]);
    expect(counted).toEqual(['complete-activity retried']);
  });

  it('goes on when what is thrown is no error at all', async () => {
    await ports.records.keep({}, [confirmed()]);

    await failing('a text');

    expect(counted).toEqual(['complete-activity retried']);
  });

  it('throws when the outbox cannot settle, after every other delivery had its turn', async () => {
    const done: string[] = [];
    await ports.records.keep({}, [confirmed(), completedOne()]);
    const broken: Ports = {
      ...ports,
      outbox: {
        ...ports.outbox,
        async delivered(key, worker) {
          if (key.endsWith('/complete-activity')) throw new Error('The disk is full');
          done.push(key);
          return ports.outbox.delivered(key, worker);
        },
      },
    };

    await expect(deliver(broken, onlyReactions({}), 'one')).rejects.toThrow('The disk is full');

    expect(done).toHaveLength(subscriptions['activity.completed'].length);
  });

  it.each([
    ['asks for a while', 90_000, 90_000],
    ['asks for no time at all', 0, secondMs],
    ['asks for a year', 365 * dayMs, dayMs],
    ['says nothing', null, minuteMs],
  ])('waits as long as the other side asks, within reason, when it %s', (_, retryAfterMs, wait) => {
    const next = afterFault(new Unreachable('busy', { retryAfterMs }), { tries: 0 }, monday);

    expect(next).toEqual({ due: later(monday, wait), trouble: 'unreachable: busy' });
  });

  it('comes back soon to what many change at once', () => {
    const next = afterFault(new Stale('moved on'), { tries: 2 }, monday);

    expect(next).toEqual({ due: later(monday, secondMs), trouble: 'contended: moved on' });
  });
});
