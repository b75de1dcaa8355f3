import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../adapters/store-sqlite/index.ts';
import type { FileFacts } from '../../../core/ports/engine.ts';
import { countingIds } from '../../support/ids.ts';
import { stillClock } from '../../support/still-clock.ts';

const facts: FileFacts = { name: 'otter.txt', type: 'text/plain', medium: 'other', bytes: 5 };

async function* otter(): AsyncIterable<Uint8Array> {
  yield Buffer.from('otter');
}

describe('The folder of files', () => {
  const filesDir = mkdtempSync(join(tmpdir(), 'files-'));
  const clock = stillClock();
  const engine = openSqlite({ file: ':memory:', filesDir, clock, ids: countingIds() });
  beforeAll(() => engine.migrate());
  afterAll(async () => {
    await engine.close();
    rmSync(filesDir, { recursive: true });
  });

  it('holds whole files only, under their ids', async () => {
    const seen: string[] = [];
    async function* watched(): AsyncIterable<Uint8Array> {
      yield* otter();
      seen.push(...readdirSync(filesDir));
    }

    const id = await engine.files.put(watched(), facts);

    expect(seen).toEqual([`${id}.part`]);
    expect(readdirSync(filesDir)).toEqual([id]);
    await engine.files.remove(id);
    expect(readdirSync(filesDir)).toEqual([]);
  });

  it('holds nothing of a file whose bytes broke off', async () => {
    async function* broken(): AsyncIterable<Uint8Array> {
      yield* otter();
      throw new Error('The line went dead');
    }

    await engine.files.put(broken(), facts).catch(() => {});

    expect(readdirSync(filesDir)).toEqual([]);
  });

  it('loses at the next start what a killed process left a day ago, and nothing else', async () => {
    const known = await engine.files.put(otter(), facts);
    for (const name of ['old', 'old.part', 'young']) writeFileSync(join(filesDir, name), 'otter');
    const [now, twoDaysAgo] = [new Date('2026-03-02T08:00:00Z'), new Date('2026-02-28T08:00:00Z')];
    utimesSync(join(filesDir, 'young'), now, now);
    for (const name of [known, 'old', 'old.part']) utimesSync(join(filesDir, name), twoDaysAgo, twoDaysAgo);

    await engine.migrate();

    expect(readdirSync(filesDir).sort()).toEqual([known, 'young'].sort());
    expect(await engine.files.read(known)).not.toBeNull();
  });

  it('answers as not found when the bytes are gone', async () => {
    const id = await engine.files.put(otter(), facts);
    rmSync(join(filesDir, id));

    expect(await engine.files.read(id)).toBeNull();
  });
});
