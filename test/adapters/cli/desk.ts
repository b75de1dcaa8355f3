import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../../adapters/cli/run.ts';
import { systemClock } from '../../../adapters/clock.ts';
import { createIds } from '../../../adapters/ids.ts';
import { openSqlite } from '../../../adapters/store-sqlite/index.ts';
import type { Engine } from '../../../core/ports/engine.ts';

export interface Told {
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
  /** What stands on standard output, where that is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: each command has its own shape
  readonly json: any;
}

/** An operator at the command line, with a data folder of their own. */
export interface Desk {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  col(...args: string[]): Promise<Told>;
  /** With something piped into it. */
  pipe(input: Uint8Array, ...args: string[]): Promise<Told>;
  /** The store between two commands. */
  inStore<Answer>(look: (engine: Engine) => Promise<Answer>): Promise<Answer>;
  clear(): void;
}

export function aDesk(more: Readonly<Record<string, string>> = {}): Desk {
  const dataDir = mkdtempSync(join(tmpdir(), 'col-cli-'));
  const env = {
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    BASE_URL: 'http://localhost:3999',
    ...more,
  };
  const pipe = async (input: Uint8Array, ...args: string[]): Promise<Told> => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await run(args, env, {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      in: () => Readable.from([input]),
    });
    return { code, out: out.join('\n'), err: err.join('\n'), json: parsed(out.join('\n')) };
  };
  return {
    dataDir,
    env,
    pipe,
    col: (...args) => pipe(new Uint8Array(), ...args),
    async inStore(look) {
      const clock = systemClock;
      const file = join(dataDir, 'city.db');
      const engine = openSqlite({ file, filesDir: join(dataDir, 'files'), clock, ids: createIds(clock) });
      try {
        await engine.migrate();
        return await look(engine);
      } finally {
        await engine.close();
      }
    },
    clear: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Opens an organiser that issues badges: with address and e-mail, verified. */
export async function openOrganiser({ col }: Desk, slug = 'zmaji'): Promise<void> {
  const address = ['--url', `https://${slug}.example`, '--email', `info@${slug}.example`];
  const about = [
    '--slug',
    slug,
    '--name',
    'Mladi zmaji',
    '--kind',
    'youth-centre',
    '--owner',
    'Ana',
    '--language',
    'sl',
  ];
  await col('organiser', 'add', ...about, ...address);
  await col('organiser', 'verify', slug);
}
