import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../adapters/clock.ts';
import { createIds } from '../../adapters/ids.ts';
import { type Database, openDatabase } from '../../adapters/store-sqlite/database.ts';
import { engineOn } from '../../adapters/store-sqlite/engine.ts';
import { StoreFault } from '../../core/faults.ts';
import { launchAs, must, openWorld, Story, titles, type World } from '../support/story.ts';

/** Within what may be handed in, and more bytes than a page of the file has room for. */
const text = 'žščć '.repeat(780);

describe('A site whose store takes nothing for a while', () => {
  const folder = mkdtempSync(join(tmpdir(), 'col-away-'));
  let [db, swift]: Database[] = [];
  let world: World;
  let story: Story;
  beforeAll(async () => {
    const file = join(folder, 'city.db');
    db = openDatabase(file);
    swift = openDatabase(file, 'normal');
    const parts = { filesDir: join(folder, 'files'), clock: systemClock, ids: createIds(systemClock) };
    const engine = engineOn(db, swift, parts);
    world = await openWorld(['moodle'], 'adults', { given: { engine } });
    story = new Story(world, 'moodle');
    await story.place();
  }, 60_000);
  afterAll(async () => {
    await world.house.close();
    await world.lms.close();
    rmSync(folder, { recursive: true });
  });

  const each = (pragma: string) => {
    for (const connection of [db, swift]) must(connection).script(pragma);
  };

  it.each([
    ['its disk is full', () => fillUp(must(db), each), () => each('pragma max_page_count = 1000000')],
    ['it is read-only', () => each('pragma query_only = 1'), () => each('pragma query_only = 0')],
  ])('says so when %s, keeps nothing by half, and goes on afterwards', async (why, begin, end) => {
    const { key } = must(world.lms.control.addLearners('7', 1)[0]);
    await story.declare(key);
    const page = await story.at(key, titles.interview);
    const ready = async () => (await fetch(`${world.house.baseUrl}/readyz`)).status;
    const before = await ready();

    begin();
    await page.submit('submit-evidence', { text });
    const refused = [page.status, page.words, await ready()];
    const [handedIn, told] = [await evidenceOf(key), await world.house.app.ports.outbox.counts()];
    end();
    const after = await story.at(key, titles.interview);
    await after.submit('submit-evidence', { text });

    expect([why, before, ...refused]).toEqual([
      why,
      200,
      503,
      expect.stringContaining('We cannot reach our records for a moment.'),
      503,
    ]);
    expect(handedIn).toEqual([]);
    expect(told.waiting).toBe(0);
    expect([after.status, await ready()]).toEqual([200, 200]);
    expect(await evidenceOf(key)).toEqual([1]);
    expect(faultsOf(world)).toEqual(['StoreFault']);
  });

  it('tells who comes from a course to open the activity again in a minute', async () => {
    each('pragma query_only = 1');

    const launched = launchAs(world.house.baseUrl, world.lms, { person: 'luka', profile: 'moodle' });

    await expect(launched).rejects.toThrow(/503 .*We cannot reach our records for a moment/);
    each('pragma query_only = 0');
  });

  async function evidenceOf(key: string): Promise<readonly number[]> {
    const { records } = world.house.app.ports;
    return (await records.evidence.of(await story.personOf(key))).map(({ version }) => version);
  }
});

/** Sets the limit where the file ends now, and takes what room is left in it. */
function fillUp(db: Database, each: (pragma: string) => void): void {
  const { page_count } = db.one<{ page_count: number }>('pragma page_count') ?? { page_count: 0 };
  each(`pragma max_page_count = ${page_count}`);
  for (let bytes = 65_536; bytes >= 64; bytes /= 4) while (isTaken(db, bytes));
}

let count = 0;
function isTaken(db: Database, bytes: number): boolean {
  try {
    count += 1;
    db.run('insert into file (id, facts) values (?, ?)', `full-${count}`, JSON.stringify('x'.repeat(bytes)));
    return true;
  } catch (fault) {
    if (fault instanceof StoreFault) return false;
    throw fault;
  }
}

/** The kinds of faults that were logged as errors. */
const faultsOf = ({ house }: World): readonly string[] => [
  ...new Set(
    house.errors.map((error) => ('err' in error && error.err instanceof Error ? error.err.name : '')),
  ),
];
