import { hostname } from 'node:os';
import { secondMs } from '../../core/instant.ts';
import type { Leases } from '../../core/ports/engine.ts';

const name = 'server';
const leaseMs = 30 * secondMs;

export type ServerLease =
  | { readonly heldBy?: never; stop(): Promise<void> }
  /** `host:pid` of the other server. */
  | { readonly heldBy: string };

interface Self {
  readonly host: string;
  readonly pid: number;
  /** Whether a process of this host still runs. */
  readonly isAlive: (pid: number) => boolean;
  /** Called when the lease could not be renewed: somebody else has it, or the store is out of reach. */
  readonly onLost: (fault: unknown) => void;
}

/**
 * One server per embedded store; the command line may work beside it.
 * A server of this host that is gone, killed for instance, is followed at once; one of another host after its lease.
 */
export async function holdServerLease(leases: Leases, self: Partial<Self> = {}): Promise<ServerLease> {
  const { host = hostname(), pid = process.pid, isAlive = isRunning, onLost = () => {} } = self;
  const holder = `${host}:${pid}`;

  const other = await leases.holder(name);
  if (other && isGone(other, host, isAlive)) await leases.release(name, other);
  if (!(await leases.hold(name, holder, leaseMs))) {
    return { heldBy: (await leases.holder(name)) ?? 'another server' };
  }

  const timer = setInterval(() => {
    leases.hold(name, holder, leaseMs).then((isHeld) => {
      if (!isHeld) onLost(new Error('Another server holds the lease of the store'));
    }, onLost);
  }, leaseMs / 3);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await leases.release(name, holder);
    },
  };
}

/**
 * The server that uses this store now.
 * @returns `host:pid`; null: none, or one of this host that is gone
 */
export async function runningServer(leases: Leases, self: Partial<Self> = {}): Promise<string | null> {
  const { host = hostname(), isAlive = isRunning } = self;
  const holder = await leases.holder(name);
  return holder && !isGone(holder, host, isAlive) ? holder : null;
}

function isGone(holder: string, host: string, isAlive: (pid: number) => boolean): boolean {
  const [, itsHost, itsPid] = /^(.*):(\d+)$/.exec(holder) ?? [];
  return itsHost === host && !isAlive(Number(itsPid));
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    // EPERM: it runs, as somebody else.
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}
