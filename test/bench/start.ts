import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startChild } from './child.ts';
import { median } from './percentile.ts';

/** @param folder a store that exists, else it is made first */
export async function tellStart(folder: string): Promise<string> {
  await measureStart(folder, 0);
  const times: number[] = [];
  for (let start = 0; start < 4; start += 1) times.push((await measureStart(folder, 0)).readyMs);
  const { readyMs, idleMegabytes } = await measureStart(folder, 3000);
  return `## Start

With an existing store: ready ${Math.round(median([...times, readyMs]))} ms after the process was started (goal < 2000; median of 5); ${idleMegabytes} MB resident when idle.
`;
}

/** @param idleMs how long nothing is asked of it before its memory is read */
async function measureStart(
  folder: string,
  idleMs: number,
): Promise<{ readyMs: number; idleMegabytes: number }> {
  const begun = performance.now();
  const port = await freePort();
  const env = { DATA_DIR: folder, PORT: String(port), PRACTICE_LMS: 'off', LOG_LEVEL: 'error' };
  const child = await startChild(join(process.cwd(), 'dist/adapters/main.js'), [], env);
  const ready = await fetch(`${child.baseUrl}/readyz`);
  const readyMs = performance.now() - begun;
  if (!ready.ok) throw new Error(`/readyz answered ${ready.status}`);

  await new Promise((idle) => setTimeout(idle, idleMs));
  const idleMegabytes = residentMegabytes(child.process.pid ?? 0);
  await child.stop();
  return { readyMs, idleMegabytes };
}

/** Linux tells in kB; 0 elsewhere. */
function residentMegabytes(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Math.round(Number(line?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== 'object' || !address) throw new Error('No port is free');
  return address.port;
}
