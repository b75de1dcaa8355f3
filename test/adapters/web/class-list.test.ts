import { csvLine, csvStart } from '../../../adapters/web/csv.ts';
import { dayMs } from '../../../core/instant.ts';
import { openWebWorld, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let ana: VisitTab;
beforeAll(async () => {
  world = await openWebWorld();
  ana = await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'course' } });
  await declared('Mia Novak');
  await handedIn('Žan Čuk');
  await world.visit('=HYPERLINK("https://evil.example";"Click")');
  await world.visit('Eva');
});
afterAll(() => world.close());

async function declared(name: string): Promise<VisitTab> {
  const tab = await world.visit(name);
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  return tab;
}

/** Something waits for the teacher. */
async function handedIn(name: string): Promise<void> {
  const tab = await declared(name);
  const activity = await world.activity('interview-a-neighbour');
  const task = (await world.ports.records.activities.byId(activity))?.tasks.at(-1)?.id ?? '';
  const form = new FormData();
  for (const [field, value] of Object.entries({ task, handIn: 'one', text: 'Hm.' })) form.set(field, value);
  await tab.send(`/app/playlists/${world.playlist}/activities/${activity}/hand-in`, form);
}

const namesOn = async (query: string) =>
  (await ana.get(`/app/class${query}`)).dom
    .querySelectorAll('.matrix tbody th')
    .map((cell) => cell.textContent.trim());

describe('The class page', () => {
  it('goes by name, and tells how many each filter shows', async () => {
    const page = await ana.get('/app/class');

    const tabs = page.dom.querySelectorAll('nav.tabs [data-test^="show-"]').map((tab) => tab.textContent);
    expect(tabs).toEqual(['Everybody (4)', 'Stuck (0)', 'Waiting for me (1)', 'Done (0)']);
    expect((await namesOn('')).slice(1)).toEqual(['Eva', 'Mia Novak', 'Žan Čuk']);
  });

  it('shows whom its filter is about, and says so where there is nobody', async () => {
    const done = await ana.get('/app/class?show=done');

    expect(await namesOn('?show=waiting')).toEqual(['Žan Čuk']);
    expect(done.words).toContain('Nobody has done everything that is needed yet.');
    expect(done.dom.querySelector('[aria-current="page"][data-test="show-done"]')).not.toBeNull();
  });

  it('shows who is stuck once something waits for a week, and for how long', async () => {
    world.clock.advance(8 * dayMs);
    // A visit lasts two hours.
    ana = await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'course' } });

    const page = await ana.get('/app/class?show=stuck');

    expect(await namesOn('?show=stuck')).toEqual(['Žan Čuk']);
    expect(page.dom.querySelector('.matrix tbody')?.textContent).toContain('In review for 8 days');
  });

  it('takes what it does not know for everybody', async () => {
    expect(await namesOn('?show=nonsense')).toHaveLength(4);
  });
});

describe('The class as a table', () => {
  const fetchList = async (tab: VisitTab, query = '') => {
    const answer = await tab.post(`/app/class/download${query}`, {});
    const address = answer.headers.get('hx-redirect') ?? '';
    return { address, file: await fetch(new URL(address, world.baseUrl)) };
  };

  it('is saved as UTF-8 that spreadsheets know, a line per learner by name', async () => {
    const { file } = await fetchList(ana);
    const bytes = Buffer.from(await file.arrayBuffer());

    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toBe(
      "attachment; filename*=UTF-8''Class 2.b - Future makers.csv",
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    expect(lines[0]).toBe(
      '"Learner","Explore skills","Interview a neighbour","Open space at the library","Podcast","Needed: done","Needed: in all"',
    );
    expect(lines.slice(2)).toEqual([
      '"Eva","not yet","not yet","not yet","not yet",0,3',
      '"Mia Novak","✓ Done","not yet","not yet","not yet",1,3',
      '"Žan Čuk","✓ Done","In review for 8 days","not yet","not yet",1,3',
      '',
    ]);
  });

  it('makes no formula of what people are called', async () => {
    const { file } = await fetchList(ana);

    expect((await file.text()).split('\r\n')[1]).toMatch(
      /^"'=HYPERLINK\(""https:\/\/evil\.example"";""Click""\)",/,
    );
  });

  it('holds what the filter shows, in the reader’s language', async () => {
    const slovene = await world.visit('Ana Teacher', {
      seat: 'teacher',
      view: { page: 'course' },
      language: 'sl',
    });

    const { file } = await fetchList(slovene, '?show=waiting');

    const lines = (await file.text()).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^"Udeleženec";"/);
    expect(lines[1]).toMatch(/^"Žan Čuk";"✓ Opravljeno";"V pregledu 8 dni"/);
  });

  it('is good for one look, and for this list only', async () => {
    const answer = await ana.post('/app/class/download', {});
    const address = answer.headers.get('hx-redirect') ?? '';
    const other = address.replace('/everybody/', '/waiting/');

    const [wrong, right] = [
      await fetch(new URL(other, world.baseUrl)),
      await fetch(new URL(address, world.baseUrl)),
    ];

    // A ticket shown at another door is spent.
    expect([wrong.status, right.status]).toEqual([404, 404]);
    const { address: fresh, file } = await fetchList(ana);
    expect(file.status).toBe(200);
    expect((await fetch(new URL(fresh, world.baseUrl))).status).toBe(404);
  });

  it('is for granted teachers', async () => {
    const luka = await world.visit('Eva');

    expect((await luka.post('/app/class/download', {})).status).toBe(403);
  });
});

describe('A line for spreadsheets', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+386 40 123 456', `"'+386 40 123 456"`],
    ['-2', `"'-2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    [' =1', `"' =1"`],
    ['＝1', `"'＝1"`],
    ['say "hi", now', '"say ""hi"", now"'],
    ['two\nlines', '"two\nlines"'],
    ['Anne-Marie = Ana', '"Anne-Marie = Ana"'],
  ])('writes %j so that it stays text', (text, written) => {
    expect(csvLine([text], ',')).toBe(`${written}\r\n`);
  });

  it('leaves numbers numbers, and begins a file with its mark', () => {
    expect(csvStart + csvLine([2, 3], ';')).toBe('\uFEFF2;3\r\n');
  });
});
