import { AsyncLocalStorage } from 'node:async_hooks';
import { announcing, startWorker, type Worker } from '../../adapters/worker.ts';
import { later, secondMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Reactions } from '../../core/reactions.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';
import { confirmed, onlyReactions } from '../support/told.ts';

/** A moment that a test brings about. */
function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe('The worker', () => {
  let opened: OpenPorts;
  let worker: Worker | null = null;
  beforeEach(async () => {
    opened = await openPorts();
  });
  afterEach(async () => {
    await worker?.stop();
    await opened.close();
  });

  /** Started so that its clock never ticks within a test, unless told. */
  function start(reaction: Reactions['complete-activity'], everyMs = 3_600_000): Ports {
    const records = announcing(opened.ports.records, () => worker?.nudge());
    const ports = { ...opened.ports, records };
    worker = startWorker({
      ports,
      reactions: onlyReactions({ 'complete-activity': reaction }),
      name: 'one',
      everyMs,
    });
    return ports;
  }

  it('delivers at once what this process kept', async () => {
    const { open, passed } = gate();
    const { records } = start(async () => open());

    await records.keep({}, [confirmed()]);

    await passed;
  });

  it('delivers in nobody’s name, though a request kept it', async () => {
    const { open, passed } = gate();
    const request = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const { records } = start(async () => {
      seen.push(request.getStore());
      open();
    });

    await request.run('a launch', () => records.keep({}, [confirmed()]));

    await passed;
    expect(seen).toEqual([undefined]);
  });

  it('delivers what a reaction told in turn', async () => {
    const { open, passed } = gate();
    let heard = 0;
    const { records } = start(async (ports) => {
      heard += 1;
      if (heard === 3) open();
      else await ports.records.keep({}, [confirmed()]);
    });

    await records.keep({}, [confirmed()]);

    await passed;
  });

  it('delivers by and by what another process kept, and what is due later', async () => {
    const { open, passed } = gate();
    start(async () => open(), 5);
    const due = later(opened.clock.now(), 10 * secondMs);
    await opened.ports.records.keep({}, [confirmed(due)]);

    opened.clock.advance(10 * secondMs);

    await passed;
  });

  it('delivers at its start what was left behind', async () => {
    const { open, passed } = gate();
    await opened.ports.records.keep({}, [confirmed()]);

    start(async () => open());

    await passed;
  });

  it('lets a slow delivery hold up no other', async () => {
    const [slow, quick] = [gate(), gate()];
    let heard = 0;
    const { records } = start(async () => {
      heard += 1;
      if (heard === 1) await slow.passed;
      else quick.open();
    });
    await records.keep({}, [confirmed()]);

    await records.keep({}, [confirmed()]);

    await quick.passed;
    slow.open();
  });

  it('waits at its stop for what runs, and takes nothing new', async () => {
    const [begun, go] = [gate(), gate()];
    const done: string[] = [];
    const { records } = start(async () => {
      begun.open();
      await go.passed;
      done.push('done');
    });
    await records.keep({}, [confirmed()]);
    await begun.passed;

    const stopped = worker?.stop().then(() => done.push('stopped'));
    await records.keep({}, [confirmed()]);
    go.open();
    await stopped;

    expect(done).toEqual(['done', 'stopped']);
    expect((await opened.ports.outbox.counts()).waiting).toBe(1);
  });

  it('goes on after the store failed it, and says so', async () => {
    const { open, passed } = gate();
    let fails = 1;
    const outbox: Ports['outbox'] = {
      ...opened.ports.outbox,
      async claim(...given) {
        fails -= 1;
        if (fails >= 0) throw new Error('The disk does not read');
        return opened.ports.outbox.claim(...given);
      },
    };
    await opened.ports.records.keep({}, [confirmed()]);

    worker = startWorker({
      ports: { ...opened.ports, outbox },
      reactions: onlyReactions({ 'complete-activity': async () => open() }),
      name: 'one',
      everyMs: 5,
    });

    await passed;
    expect(opened.faults).toEqual([{ err: new Error('The disk does not read') }]);
  });
});

describe('Announcing records', () => {
  it('tells of what was kept after it was kept, and only when something was told', async () => {
    const { ports, close } = await openPorts();
    const waiting: number[] = [];
    const records = announcing(
      ports.records,
      () => void ports.outbox.counts().then((one) => waiting.push(one.waiting)),
    );

    await records.keep({});
    await records.keep({}, [confirmed()]);
    await Promise.resolve();

    expect(waiting).toEqual([1]);
    await close();
  });

  it('tells nothing of what was not kept', async () => {
    const { ports, close } = await openPorts();
    let heard = 0;
    const records = announcing(
      { ...ports.records, keep: () => Promise.reject(new Error('The disk is full')) },
      () => {
        heard += 1;
      },
    );

    await expect(records.keep({}, [confirmed()])).rejects.toThrow('The disk is full');

    expect(heard).toBe(0);
    await close();
  });
});
