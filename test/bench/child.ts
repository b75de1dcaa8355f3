import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A server in a process of its own, so that the load and the server each have a core. */
export interface Child {
  readonly baseUrl: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** @param script path of compiled JavaScript; its first line on standard output that is an address says it is ready */
export async function startChild(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Child> {
  const child = spawn(process.execPath, ['--no-warnings', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const baseUrl = await new Promise<string>((found, failed) => {
    child.once('exit', (code) => failed(new Error(`${script} ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /http:\/\/[a-z0-9.]+:\d+/.exec(line);
      if (address) found(address[0]);
    });
  });
  return {
    baseUrl,
    process: child,
    async stop() {
      const gone = new Promise((ended) => child.once('exit', ended));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
