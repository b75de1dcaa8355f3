import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * `host:pid:start`: no two processes ever share it, also where a container starts again with the same host and pid.
 * What a process holds in the store is held in this name.
 */
export const processName = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;

/** Was that a process of this host which does not run any more? Of other hosts nothing is known: false. */
export function isGone(name: string): boolean {
  const [, host, pid] = /^(.*):(\d+):[0-9a-f]+$/.exec(name) ?? [];
  if (host !== hostname()) return false;
  return Number(pid) === process.pid ? name !== processName : !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (fault) {
    // EPERM: it runs, as somebody else.
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

/** Killed, and its parent has not asked how it ended. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // Not a Linux: there only its parent could tell.
    return false;
  }
}
