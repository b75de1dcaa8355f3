import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A server in a process of its own, so that the load and the server each have a core. */
export interface Child {
  /** As it says it. */
  readonly baseUrl: string;
  /** Where it listens itself. */
  readonly address: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** @param script path of compiled JavaScript; its first line on standard output that is an address says it is ready */
export async function startChild(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Child> {
  const child = spawn(process.execPath, ['--no-warnings', ...profiled(), script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const baseUrl = await new Promise<string>((found, failed) => {
    child.once('exit', (code) => failed(new Error(`${script} ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /http:\/\/[a-z0-9.]+:\d+/.exec(line);
      if (address) found(address[0]);
    });
  });
  return {
    baseUrl,
    address: env['PORT'] ? `http://127.0.0.1:${env['PORT']}` : baseUrl,
    process: child,
    async stop() {
      const gone = new Promise((ended) => child.once('exit', ended));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** A bench that is broken off leaves no server behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));

function profiled(): readonly string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

/** Milliseconds of processor that it took so far, in all its threads; 0 where there is no `/proc`. */
export function processorMs(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [utime = 0, stime = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (utime + stime) * ticksMs;
  } catch {
    return 0;
  }
}

/** What it holds in memory now, in whole megabytes; 0 where there is no `/proc`. */
export function memoryMb({ process: { pid } }: Child): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return 0;
  }
}

/** Linux counts in hundredths of a second. */
const ticksMs = 10;
