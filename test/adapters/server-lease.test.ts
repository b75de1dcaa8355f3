import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGone, processName } from '../../adapters/process-name.ts';
import { holdServerLease } from '../../adapters/server-lease.ts';
import { openSqlite } from '../../adapters/store-sqlite/index.ts';
import { secondMs } from '../../core/instant.ts';
import type { Engine } from '../../core/ports/engine.ts';
import { countingIds } from '../support/ids.ts';
import { type StillClock, stillClock } from '../support/still-clock.ts';

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
    expect(await engine.leases.holder('server')).toBe(processName);

    if (!('stop' in lease)) throw new Error('Not held');
    await lease.stop();

    expect(await engine.leases.holder('server')).toBeNull();
  });

  it('is not taken from a process of this host that runs', async () => {
    const other = `${hostname()}:${process.ppid}:0a`;
    await engine.leases.hold('server', other, 30 * secondMs);

    expect(await holdServerLease(engine.leases)).toEqual({ heldBy: other });
  });

  it.each([
    ['that is gone', `${hostname()}:${gone}:0a`],
    ['that had our number before us, as in a container that starts again', `${hostname()}:${process.pid}:0a`],
  ])('is taken over at once from a process of this host %s', async (_, other) => {
    await engine.leases.hold('server', other, 30 * secondMs);

    const lease = await holdServerLease(engine.leases);

    expect(lease.heldBy).toBeUndefined();
    expect(await engine.leases.holder('server')).toBe(processName);
    if ('stop' in lease) await lease.stop();
  });

  it('is not taken from another host before it ends: its processes cannot be seen from here', async () => {
    const other = `another.host:${gone}:0a`;
    await engine.leases.hold('server', other, 30 * secondMs);
    expect(await holdServerLease(engine.leases)).toEqual({ heldBy: other });

    clock.advance(30 * secondMs);

    const lease = await holdServerLease(engine.leases);
    expect(lease.heldBy).toBeUndefined();
    if ('stop' in lease) await lease.stop();
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('takes a killed process for gone, also while its parent has not noticed', async () => {
    // The shell becomes a `sleep` that never asks how its child ended.
    const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 30'], { stdio: 'pipe' });
    const [printed] = await once(parent.stdout, 'data');
    const name = `${hostname()}:${Number(printed)}:0a`;

    while (!isGone(name)) await new Promise((resolve) => setTimeout(resolve, 5));

    parent.kill();
    expect(isGone(name)).toBe(true);
  });
});
