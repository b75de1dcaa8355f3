import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportLine } from '../../../adapters/assemble.ts';
import { aDesk, type Desk, openOrganiser } from './desk.ts';

const bundles = join(import.meta.dirname, '../../../adapters/demo-city/content/bundles');

let desk: Desk;
beforeEach(() => {
  desk = aDesk();
});
afterEach(() => desk.clear());

const resultsOf = (lines: readonly ReportLine[]) => new Set(lines.map(({ result }) => result));

describe('col demo load', () => {
  it('loads the demo city; again, all is the same', async () => {
    const first = await desk.col('demo', 'load', '--json');
    const again = await desk.col('demo', 'load', '--json');

    expect([first.code, first.json.length, resultsOf(first.json)]).toEqual([
      0,
      152,
      new Set(['new', 'not-yet']),
    ]);
    expect([again.code, again.json.length, resultsOf(again.json)]).toEqual([
      0,
      152,
      new Set(['same', 'not-yet']),
    ]);
  });

  it('shows people how it goes on', async () => {
    const told = await desk.col('demo', 'load');

    expect(told.out).toContain('Mladi zmaji: 7 activities, 1 playlist, 8 badges');
    expect(told.out).toContain('The demo city is loaded.');
  });
});

describe('col content load', () => {
  const file = () => join(desk.dataDir, 'bundle.json');
  /** A bundle that needs no location and leads nowhere. */
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
  const write = (change: (bundle: any) => void = () => {}) => {
    const bundle = JSON.parse(readFileSync(join(bundles, 'european-youth-goals.json'), 'utf8'));
    change(bundle);
    writeFileSync(file(), JSON.stringify(bundle));
  };
  const load = (...more: string[]) => desk.col('content', 'load', file(), '--organiser', 'zmaji', ...more);

  it('brings an organiser its own content, line by line; again, only what is new', async () => {
    await openOrganiser(desk);
    write();

    const first = await load('--json');
    const again = await load();

    expect([first.code, resultsOf(first.json)]).toEqual([0, new Set(['new'])]);
    expect(again.out).toMatch(/^same {8}activity european-youth-goals\/media-masters$/m);
    const organiser = await desk.inStore(({ records }) => records.organisers.bySlug('zmaji'));
    const kept = await desk.inStore(({ records }) => records.playlists.of(organiser?.id ?? ('' as never)));
    expect(kept).toMatchObject([{ state: 'published', origin: { bundle: 'european-youth-goals' } }]);
  });

  it('lists what is wrong in the file by path, all at once', async () => {
    await openOrganiser(desk);
    write((bundle) => {
      bundle.activities[0].type = 'seminar';
      bundle.playlists[0].steps[1].activity = 'gone';
    });

    const json = await load('--json');
    const words = await load();

    expect([json.code, json.json.why]).toEqual([1, 'bundle-wrong']);
    expect(json.json.troubles.map(({ path }: { path: string }) => path)).toEqual([
      'activities[0].type',
      'playlists[0].steps[1].activity',
    ]);
    expect(words.err).toContain('activities[0].type: "seminar" is not known; one of event, internship');
  });

  it('refuses a file that is not there, an organiser that is not there, and one that is not verified', async () => {
    write();
    expect(await load('--json')).toMatchObject({
      code: 1,
      json: { why: 'organiser-unknown', organiser: 'zmaji' },
    });

    const about = ['--name', 'Zmaji', '--kind', 'ngo', '--owner', 'Ana', '--language', 'sl'];
    await desk.col('organiser', 'add', '--slug', 'zmaji', ...about);
    expect(await load('--json')).toMatchObject({
      code: 1,
      json: { why: 'organiser-unverified', organiser: 'zmaji' },
    });

    const gone = await desk.col('content', 'load', '/nowhere.json', '--organiser', 'zmaji', '--json');
    expect(gone).toMatchObject({ code: 1, json: { why: 'file-unreadable', file: '/nowhere.json' } });
  });
});
