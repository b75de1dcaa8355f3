import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../adapters/clock.ts';
import { readConfig } from '../../../adapters/config.ts';
import { kinds as recordKinds } from '../../../adapters/moving/index.ts';
import { holdServerLease } from '../../../adapters/server-lease.ts';
import { start } from '../../../adapters/start.ts';
import { minuteMs } from '../../../core/instant.ts';
import { fillCity } from '../../support/full-city.ts';
import { freshDatabase, mongoSuite } from '../../support/mongo.ts';
import { aDesk, type Desk } from './desk.ts';

describe('col store', () => {
  let desk: Desk;
  let folder: (name: string) => string;
  beforeEach(async () => {
    desk = aDesk();
    folder = (name) => join(desk.dataDir, name);
    await desk.inStore((engine) => fillCity(engine, systemClock));
  });
  afterEach(() => desk.clear());

  /** What stands in the export of a store. */
  async function exported(at?: string): Promise<string> {
    const file = folder('city.jsonl');
    const told = await desk.col('store', 'export', file, ...(at ? ['--at', at] : []));
    expect([told.code, told.err]).toEqual([0, '']);
    return readFileSync(file, 'utf8');
  }

  it('exports a line for everything, kind by kind and by id, with digests of files and without leases', async () => {
    const lines = (await exported())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

    const kinds = [...new Set(lines.map(({ kind }) => kind))];
    expect(kinds).toHaveLength(recordKinds.length);
    expect(kinds).not.toContain('lease');
    expect(lines).toEqual(
      lines.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.id < b.id ? -1 : 1)),
    );
    // Of "otter".
    expect(lines[0].doc.sha256).toBe('914cb64a1bfac4c6f9507c9d26b81ed91757fa051e3f8508140053834d1dda81');
    expect(lines.find(({ kind }) => kind === 'keyValue')).toMatchObject({
      id: '["lti.registrations","one"]',
      doc: { labels: { state: 'new', school: 'x' } },
    });
  });

  it('copies all of it: the copy exports the same bytes', async () => {
    const before = await exported();

    const told = await desk.col('store', 'copy', '--from', desk.dataDir, '--to', folder('copy'));

    expect([told.code, told.err]).toEqual([0, '']);
    expect(told.out).toMatch(/^person +12 {2}[0-9a-f]{16}$/m);
    expect(told.out).toContain('read again and the same');
    expect(await exported(folder('copy'))).toBe(before);
    expect(await exported()).toBe(before);
  });

  it.each([
    [
      'where there is nothing',
      ['--from', '/nowhere', '--to', '/tmp/anywhere'],
      'There is no store at /nowhere.',
    ],
    ['into what holds something', 'itself', 'The target holds something already.'],
  ])('copies nothing %s', async (_, places, sentence) => {
    const other = aDesk();
    await other.inStore((engine) => engine.keyValues.put('a', 'b', 1));
    const args = places === 'itself' ? ['--from', desk.dataDir, '--to', other.dataDir] : places;

    const told = await desk.col('store', 'copy', ...args);

    expect([told.code, told.err]).toEqual([1, expect.stringContaining(sentence)]);
    other.clear();
  });

  it('copies nothing while a server uses one of the two', async () => {
    const told = await desk.inStore(async ({ leases }) => {
      const lease = await holdServerLease(leases);
      const answer = await desk.col('store', 'copy', '--from', desk.dataDir, '--to', folder('copy'));
      if (lease.heldBy === undefined) await lease.stop();
      return answer;
    });

    expect([told.code, told.err]).toEqual([1, expect.stringContaining(`A server uses ${desk.dataDir}`)]);
  });

  it('copies nothing where another process copies, and goes on where that one was killed', async () => {
    const other = aDesk();
    const holder = (pid: number) => `${hostname()}:${pid}:0123abcd`;
    const copy = () => desk.col('store', 'copy', '--from', desk.dataDir, '--to', other.dataDir);
    await other.inStore(({ leases }) => leases.hold('copy-target', holder(process.ppid), minuteMs));

    const meanwhile = await copy();
    await other.inStore(async ({ leases }) => {
      await leases.release('copy-target', holder(process.ppid));
      await leases.hold('copy-target', holder(4_194_304), minuteMs);
    });
    const afterwards = await copy();

    expect([meanwhile.code, meanwhile.err]).toEqual([
      1,
      expect.stringContaining(`Another process copies into ${other.dataDir}`),
    ]);
    expect([afterwards.code, afterwards.err]).toEqual([0, '']);
    other.clear();
  });

  it('lets no server start where a copy is not finished', async () => {
    await desk.inStore(({ leases }) => leases.hold('copy', '/old', 1_000_000));
    const config = readConfig({ ...desk.env, PORT: '0', PRACTICE_LMS: 'off', DEMO_CITY: 'off' });

    await expect(start(config, () => {})).rejects.toThrow('a copy into this store is not finished');

    const onward = await desk.col('store', 'copy', '--from', desk.dataDir, '--to', folder('copy'));
    const checked = await desk.col('store', 'check');
    expect(onward.err).toContain('A copy into the store to copy from is not finished');
    expect([checked.code, checked.err]).toEqual([
      1,
      expect.stringContaining('A copy into it is not finished'),
    ]);
  });

  it('finds a sound store sound, and counts it', async () => {
    const told = await desk.col('store', 'check', '--json');

    expect(told.code).toBe(0);
    expect(told.json).toContainEqual({
      kind: 'person',
      count: 12,
      sha256: expect.stringMatching(/^\w{64}$/),
    });
  });

  it('names files that are gone, cut or unknown', async () => {
    const files = folder('files');
    for (const name of readdirSync(files)) rmSync(join(files, name));

    const told = await desk.col('store', 'check');

    expect(told.code).toBe(1);
    expect(told.err).toMatch(/^File \w+ has no bytes$/m);
  });

  it('brings a store to what this release needs', async () => {
    const told = await desk.col('store', 'migrate', '--at', folder('new'));

    expect([told.code, told.out]).toEqual([0, `${folder('new')} is as this release needs it.`]);
  });

  mongoSuite('between engines', () => {
    it('copies to MongoDB and back: equal, byte for byte', async () => {
      const database = await freshDatabase();
      const before = await exported();

      const there = await desk.col('store', 'copy', '--from', desk.dataDir, '--to', database.uri);
      const inMongo = await exported(database.uri);
      const back = await desk.col('store', 'copy', '--from', database.uri, '--to', folder('back'));
      const checked = await desk.col('store', 'check', '--at', database.uri);
      await database.drop();

      expect([there.err, back.err, checked.err]).toEqual(['', '', '']);
      expect(inMongo).toBe(before);
      expect(await exported(folder('back'))).toBe(before);
    });
  });
});
