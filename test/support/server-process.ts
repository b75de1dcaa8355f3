import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { built } from './built.ts';

/** The built server as a process of its own, on its own file: what a power cut meets. */
export class ServerProcess {
  readonly baseUrl: string;
  readonly env: Readonly<Record<string, string>>;
  /** Built once: a source that changes meanwhile changes no restart. */
  readonly #program = built('adapters/main.ts');
  #child: ChildProcess | null = null;

  private constructor(baseUrl: string, env: Readonly<Record<string, string>>) {
    this.baseUrl = baseUrl;
    this.env = env;
  }

  /** Not started yet. */
  static async on(dataDir: string, more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const port = String(await freePort());
    const baseUrl = `http://localhost:${port}`;
    const env = {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      DATA_DIR: dataDir,
      PORT: port,
      BASE_URL: baseUrl,
      PRACTICE_LMS: 'off',
      ...more,
    };
    return new ServerProcess(baseUrl, env);
  }

  /** Done when it answers. @throws Error with what it said, where it ends instead */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.#program], { env: this.env, cwd: tmpdir() });
    this.#child = child;
    let said = '';
    await new Promise<void>((running, failed) => {
      const hear = (words: unknown) => {
        said += String(words);
        if (said.includes('is running')) running();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code, signal) =>
        failed(new Error(`The server ended with ${code ?? signal}: ${said}`)),
      );
    });
  }

  /** At once, between any two of its steps. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** One that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}
