import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStore, exportStore } from '../../adapters/moving/index.ts';
import { openSqlite } from '../../adapters/store-sqlite/index.ts';
import { StoreFault } from '../../core/faults.ts';
import type { Engine } from '../../core/ports/engine.ts';
import { fillCity } from '../support/full-city.ts';
import { countingIds } from '../support/ids.ts';
import { stillClock } from '../support/still-clock.ts';

describe('A copy that breaks off', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moving-'));
  const clock = stillClock();
  const opened: Engine[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((engine) => engine.close()));
    rmSync(folder, { recursive: true });
  });

  async function open(name: string): Promise<Engine> {
    const filesDir = join(folder, name);
    const engine = openSqlite({ file: `${filesDir}.db`, filesDir, clock, ids: countingIds() });
    opened.push(engine);
    await engine.migrate();
    return engine;
  }

  it('goes on where it was, wherever that is, and sends nothing twice', async () => {
    const source = await open('source');
    await fillCity(source, clock);
    const lines = await exportStore(source, join(folder, 'source.jsonl'), () => {});

    const target = await open('target');
    const from = { engine: source, name: '/source' };
    let sent = 0;
    for (let tries = 0; tries < 40; tries += 1) {
      const frail = breakingOff(target, (count) => {
        sent += count;
      });
      const copied = await copyStore(from, frail, () => {}).catch(() => null);
      if (copied?.done) break;
    }

    expect(await exportStore(target, join(folder, 'target.jsonl'), () => {})).toBe(lines);
    expect(sent).toBe(lines);
    expect(await copyStore(from, target, () => {})).toEqual({ refused: { why: 'target-not-empty' } });
  });

  it('goes on by itself when a store was out of reach for a moment', async () => {
    const [source, target] = [await open('six'), await open('seven')];
    await fillCity(source, clock);
    let faults = 0;
    const away = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
      faults += 1;
      if (faults === 3) throw new StoreFault('The store is out of reach: try again in a moment');
      return work();
    };
    const { holdings } = target;
    const frail: Engine = {
      ...target,
      holdings: {
        ...holdings,
        put: (...given) => away(() => holdings.put(...given)),
        putFile: (...given) => away(() => holdings.putFile(...given)),
      },
    };

    const copied = await copyStore({ engine: source, name: '/six' }, frail, () => {});

    expect([copied.refused, faults > 3]).toEqual([undefined, true]);
  });

  it('is not gone on with from elsewhere', async () => {
    const [source, target] = [await open('one'), await open('two')];
    await fillCity(source, clock);
    await copyStore(
      { engine: source, name: '/one' },
      breakingOff(target, () => {}),
      () => {},
    ).catch(() => null);

    const other = await copyStore({ engine: source, name: '/three' }, target, () => {});

    expect(other).toEqual({ refused: { why: 'other-copy', from: '/one' } });
  });

  it('is not called whole when somebody wrote meanwhile', async () => {
    const [source, target] = [await open('four'), await open('five')];
    await fillCity(source, clock);
    const meddled: Engine = {
      ...target,
      holdings: {
        ...target.holdings,
        async put(kind, some) {
          await target.holdings.put(kind, some);
          if (kind === 'told') await source.keyValues.put('web.visits', 'late', 1);
          if (kind === 'grade') await target.keyValues.put('web.visits', 'zzz', 1);
        },
      },
    };

    const copied = await copyStore({ engine: source, name: '/four' }, meddled, () => {});

    expect(copied).toEqual({ refused: { why: 'copies-differ', kinds: ['keyValue'] } });
  });
});

/** Takes one batch, then breaks. @param took how much it took */
function breakingOff(engine: Engine, took: (count: number) => void): Engine {
  let isBroken = false;
  const once = async (count: number, put: () => Promise<void>) => {
    if (isBroken) throw new Error('The line went dead');
    isBroken = true;
    await put();
    took(count);
  };
  const { holdings } = engine;
  return {
    ...engine,
    holdings: {
      ...holdings,
      put: (kind, some) => once(some.length, () => holdings.put(kind, some)),
      putFile: (...file) => once(1, () => holdings.putFile(...file)),
    },
  };
}
