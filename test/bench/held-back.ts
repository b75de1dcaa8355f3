import { workerData } from 'node:worker_threads';

/** Lets each process run for a share of every stretch, one after another, and stand still for the rest. */
const { pids, share, stretchMs, ended } = workerData as HeldBack;
const pause = new Int32Array(new SharedArrayBuffer(4));
const wait = (ms: number) => void Atomics.wait(pause, 0, 0, ms);

interface HeldBack {
  readonly pids: readonly number[];
  /** 0..1, of one core. */
  readonly share: number;
  readonly stretchMs: number;
  /** Not 0: enough. */
  readonly ended: Int32Array;
}

const onMs = stretchMs * share;
for (const pid of pids) process.kill(pid, 'SIGSTOP');
while (Atomics.load(ended, 0) === 0) {
  for (const pid of pids) {
    process.kill(pid, 'SIGCONT');
    wait(onMs);
    process.kill(pid, 'SIGSTOP');
    wait(stretchMs / pids.length - onMs);
  }
}
for (const pid of pids) process.kill(pid, 'SIGCONT');
