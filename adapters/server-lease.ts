import { secondMs } from '../core/instant.ts';
import type { Leases } from '../core/ports/engine.ts';
import { isGone, processName } from './process-name.ts';

const name = 'server';
const leaseMs = 30 * secondMs;

export type ServerLease =
  | { readonly heldBy?: never; stop(): Promise<void> }
  /** The name of the other server's process. */
  | { readonly heldBy: string };

/**
 * One server per embedded store; the command line may work beside it.
 * A server of this host that is gone, killed for instance, is followed at once; one of another host after its lease.
 * @param onLost it could not be renewed: somebody else has it, or the store is out of reach
 */
export async function holdServerLease(
  leases: Leases,
  onLost: (fault: unknown) => void = () => {},
): Promise<ServerLease> {
  const other = await leases.holder(name);
  if (other && isGone(other)) await leases.release(name, other);
  if (!(await leases.hold(name, processName, leaseMs))) {
    return { heldBy: (await leases.holder(name)) ?? 'another server' };
  }

  return renewing(
    leases,
    (isHeld) => {
      if (!isHeld) onLost(new Error('Another server holds the lease of the store'));
    },
    onLost,
  );
}

/** Of the servers of one shared store one stands for all: when that one goes, another has it within seconds. */
export async function shareServerLease(leases: Leases): Promise<ServerLease> {
  await leases.hold(name, processName, leaseMs);
  // Out of reach now is tried again; the command line then delivers beside us, which is harmless.
  return renewing(
    leases,
    () => {},
    () => {},
  );
}

/** The process whose server uses this store now; null: none, or one of this host that is gone. */
export async function runningServer(leases: Leases): Promise<string | null> {
  const holder = await leases.holder(name);
  return holder && !isGone(holder) ? holder : null;
}

function renewing(
  leases: Leases,
  onAnswer: (isHeld: boolean) => void,
  onFault: (fault: unknown) => void,
): ServerLease {
  const timer = setInterval(() => {
    leases.hold(name, processName, leaseMs).then(onAnswer, onFault);
  }, leaseMs / 3);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await leases.release(name, processName);
    },
  };
}
