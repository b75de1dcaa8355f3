import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdServerLease, openSqlite } from '../../../adapters/store-sqlite/index.ts';
import { secondMs } from '../../../core/instant.ts';
import type { Engine } from '../../../core/ports/engine.ts';
import { countingIds } from '../../support/ids.ts';
import { type StillClock, stillClock } from '../../support/still-clock.ts';

describe('The lease of the server', () => {
  const filesDir = mkdtempSync(join(tmpdir(), 'lease-'));
  let clock: StillClock;
  let engine: Engine;
  /** A process that ran and is gone. */
  const gone = spawnSync(process.execPath, ['--version']).pid;

  beforeEach(async () => {
    clock = stillClock();
    engine = openSqlite({ file: ':memory:', filesDir, clock, ids: countingIds() });
    await engine.migrate();
  });
  afterEach(() => engine.close());
  afterAll(() => rmSync(filesDir, { recursive: true }));

  it('is held by this process until it stops', async () => {
    const lease = await holdServerLease(engine.leases);
    expect(await engine.leases.holder('server')).toBe(`${hostname()}:${process.pid}`);

    if (!('stop' in lease)) throw new Error('Not held');
    await lease.stop();

    expect(await engine.leases.holder('server')).toBeNull();
  });

  it('is not taken from a process of this host that runs', async () => {
    const other = `${hostname()}:${process.ppid}`;
    await engine.leases.hold('server', other, 30 * secondMs);

    expect(await holdServerLease(engine.leases)).toEqual({ heldBy: other });
  });

  it('is taken over at once from a process of this host that is gone', async () => {
    await engine.leases.hold('server', `${hostname()}:${gone}`, 30 * secondMs);

    const lease = await holdServerLease(engine.leases);

    expect(lease.heldBy).toBeUndefined();
    expect(await engine.leases.holder('server')).toBe(`${hostname()}:${process.pid}`);
    if ('stop' in lease) await lease.stop();
  });

  it('is not taken from another host before it ends: its processes cannot be seen from here', async () => {
    const other = `another.host:${gone}`;
    await engine.leases.hold('server', other, 30 * secondMs);
    expect(await holdServerLease(engine.leases)).toEqual({ heldBy: other });

    clock.advance(30 * secondMs);

    const lease = await holdServerLease(engine.leases);
    expect(lease.heldBy).toBeUndefined();
    if ('stop' in lease) await lease.stop();
  });
});
