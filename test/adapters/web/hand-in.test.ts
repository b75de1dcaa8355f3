import sharp from 'sharp';
import type { Task } from '../../../core/activities/task.ts';
import type { ActivityId } from '../../../core/ids.ts';
import { hourMs } from '../../../core/instant.ts';
import { openWebWorld, type Shown, shownOf, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let luka: VisitTab;
let activity: ActivityId;
let share: Task;
let surprised: Task;
let at: string;

let learners = 0;
beforeAll(async () => {
  world = await openWebWorld();
  activity = await world.activity('interview-a-neighbour');
  const tasks = (await world.ports.records.activities.byId(activity))?.tasks ?? [];
  [share, surprised] = [tasks[0] as Task, tasks[1] as Task];
  at = `/app/playlists/${world.playlist}/activities/${activity}`;
});
beforeEach(async () => {
  learners += 1;
  luka = await atStepTwo(`Luka ${learners}`);
});
afterAll(() => world.close());

async function atStepTwo(name: string): Promise<VisitTab> {
  const tab = await world.visit(name);
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  return tab;
}

/** As the page's form sends it. */
function form(task: Task, fields: Record<string, string> = {}, files: readonly File[] = []): FormData {
  const sent = new FormData();
  sent.set('task', task.id);
  sent.set('handIn', 'first');
  for (const [name, value] of Object.entries(fields)) sent.set(name, value);
  for (const file of files) sent.append('files', file);
  return sent;
}

const handIn = (task: Task, fields?: Record<string, string>, files?: readonly File[]): Promise<Shown> =>
  luka.send(`${at}/hand-in`, form(task, fields, files));

const picture = async (name = 'neighbour.jpg'): Promise<File> =>
  new File(
    [
      await sharp({ create: { width: 40, height: 30, channels: 3, background: '#48a' } })
        .jpeg()
        .toBuffer(),
    ],
    name,
    {
      type: 'image/jpeg',
    },
  );

const workOf = (tab: VisitTab, task: Task) => world.ports.records.work.one(tab.person, task.id);
const evidenceOf = async (tab: VisitTab, task: Task) => {
  const work = await workOf(tab, task);
  return work ? world.ports.records.evidence.history(work.id) : [];
};
const errorsIn = (shown: Shown): string[] =>
  shown.dom.querySelectorAll('.error, .refused').map((part) => part.textContent.trim());

describe('Handing in', () => {
  it('takes text, says who is asked, and joins the activity', async () => {
    const handed = await handIn(surprised, { text: 'She danced after every film.' });

    expect(handed.dom.querySelector('#said')?.textContent).toContain('Handed in.');
    expect(handed.dom.querySelector(`#task-${surprised.id}`)?.textContent).toContain('In review');
    expect((await evidenceOf(luka, surprised))[0]?.items).toEqual([
      { kind: 'text', text: 'She danced after every film.' },
    ]);
    expect(
      (await world.ports.records.enrolments.one(luka.person, { kind: 'activity', id: activity }))?.state,
    ).toBe('joined');
  });

  it('takes a picture with words for those who do not see it', async () => {
    const handed = await handIn(share, { alt: 'A kitchen table' }, [await picture()]);

    expect(handed.status).toBe(200);
    expect((await evidenceOf(luka, share))[0]?.items).toMatchObject([
      { kind: 'file', name: 'neighbour.jpg', type: 'image/jpeg', medium: 'image', alt: 'A kitchen table' },
    ]);
  });

  it('counts a form that was sent twice as one handing in', async () => {
    const [one, two] = await Promise.all([
      handIn(surprised, { text: 'Once' }),
      handIn(surprised, { text: 'Once' }),
    ]);

    expect([one.status, two.status]).toEqual([200, 200]);
    expect(await evidenceOf(luka, surprised)).toHaveLength(1);
    expect(world.faults).toEqual([]);
  });

  it('counts line breaks as one sign each, as the reader does', async () => {
    const handed = await handIn(surprised, { text: 'a\r\n'.repeat(1999) });

    expect(handed.status).toBe(200);
  });

  it('hands in again what came back, and takes back what waits', async () => {
    await handIn(surprised, { text: 'One' });

    const back = await luka.post(`${at}/take-back`, { task: surprised.id });
    expect(back.dom.querySelector('#said')?.textContent).toContain('Taken back');
    // The last version is what one goes on from.
    expect(back.dom.querySelector(`#text-${surprised.id}`)?.textContent).toBe('One');

    const again = await handIn(surprised, { text: 'Two', handIn: 'second' });
    expect(again.status).toBe(200);
    expect((await evidenceOf(luka, surprised)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('refuses a second version while the first waits, and loses nothing typed', async () => {
    await handIn(surprised, { text: 'One' });

    const second = await handIn(surprised, { text: 'Two, much longer', handIn: 'second' });

    expect(second.status).toBe(409);
    expect(await evidenceOf(luka, surprised)).toHaveLength(1);
  });

  it.each([
    ['nothing', {}, 'Write, link or choose something first.'],
    ['only blanks', { text: '  \n ' }, 'Write, link or choose something first.'],
    ['too much text', { text: 'a'.repeat(4001) }, 'That is too long: 4000 characters at most.'],
  ])('refuses %s with words beside it', async (_what, fields: Record<string, string>, words) => {
    const answer = await handIn(surprised, fields);

    expect(answer.status).toBe(422);
    expect(errorsIn(answer).join()).toContain(words);
    expect(await workOf(luka, surprised)).toBeNull();
  });

  it.each(['my page', 'javascript:alert(1)', 'ftp://example.org/a'])(
    'refuses the link %s with words beside it',
    async (link) => {
      const river = await world.activity('river-watch');
      const [table] = (await world.ports.records.activities.byId(river))?.tasks ?? [];

      const answer = await luka.send(`/app/activities/${river}/hand-in`, form(table as Task, { link }));

      expect(answer.status).toBe(422);
      expect(answer.dom.querySelector('.field.wrong input')?.getAttribute('value')).toBe(link);
      expect(errorsIn(answer)).toEqual(['This is no web address. It begins with https://']);
    },
  );

  it.each([
    [
      'breaks off',
      400,
      'multipart/form-data; boundary=X',
      '--X\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nabc',
    ],
    ['names no boundary', 400, 'multipart/form-data', 'x'],
    [
      'holds a text of two megabytes',
      413,
      'multipart/form-data; boundary=X',
      `--X\r\nContent-Disposition: form-data; name="text"\r\n\r\n${'a'.repeat(2e6)}\r\n--X--`,
    ],
    [
      'holds a hundred fields',
      413,
      'multipart/form-data; boundary=X',
      `${'--X\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(100)}--X--`,
    ],
  ])('tells who sent a form that %s: %i, no fault of ours', async (_what, status, type, body) => {
    const headers = { authorization: `Bearer ${luka.token}`, 'content-type': type, accept: 'text/html' };

    const answer = await fetch(`${world.baseUrl}${at}/hand-in`, { method: 'POST', headers, body });

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(status === 413 ? 'TOO_LARGE' : 'MALFORMED');
    expect(await workOf(luka, surprised)).toBeNull();
  });

  it('is shut while its step is locked', async () => {
    const mia = await world.visit(`Mia ${learners}`);

    const answer = await mia.send(`${at}/hand-in`, form(surprised, { text: 'Too early' }));

    expect(answer.status).toBe(409);
    expect(answer.words).toContain('First: “Explore skills”. Then this step opens.');
    expect(await workOf(mia, surprised)).toBeNull();
  });
});

describe('Files that are handed in', () => {
  it.each([
    [
      'a page that says it is a picture',
      new File(['<script>alert(1)</script>'], 'p.jpg', { type: 'image/jpeg' }),
      'We cannot take this kind of file',
    ],
    [
      'a program',
      new File([Buffer.from('4d5a9000', 'hex'), Buffer.alloc(200)], 'a.exe'),
      'We cannot take this kind of file',
    ],
    ['an empty file', new File([], 'empty.png', { type: 'image/png' }), 'This file is empty'],
    [
      'a drawing with scripts',
      new File(['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'], 'a.svg', {
        type: 'image/svg+xml',
      }),
      'a.svg',
    ],
  ])('are refused with advice when one is %s', async (_what, file, words) => {
    const answer = await handIn(share, { text: 'See the file' }, [file]);

    expect(answer.status).toBe(422);
    expect(errorsIn(answer).join()).toContain(words);
    expect(await workOf(luka, share)).toBeNull();
    // What was typed is still there.
    expect(answer.dom.querySelector(`#text-${share.id}`)?.textContent).toBe('See the file');
  });

  it('are refused over 20 MiB, and far over, without losing what was typed', async () => {
    const big = (bytes: number) => new File([Buffer.alloc(bytes, 1)], 'big.jpg', { type: 'image/jpeg' });

    for (const bytes of [20 * 1024 * 1024 + 1, 30 * 1024 * 1024]) {
      const answer = await handIn(share, { text: 'With a film' }, [big(bytes)]);

      expect(world.faults).toEqual([]);
      expect(answer.status).toBe(422);
      expect(errorsIn(answer).join()).toContain('too large: 20 MB at most');
      expect(answer.dom.querySelector(`#text-${share.id}`)?.textContent).toBe('With a film');
    }
    expect(await workOf(luka, share)).toBeNull();
  });

  it('keep the good ones when another is refused, so that they need not be sent again', async () => {
    const answer = await handIn(share, {}, [await picture('good.jpg'), new File(['x'], 'bad.jpg')]);
    const kept = answer.dom.querySelector(`#task-${share.id} [name=kept]`)?.getAttribute('value') ?? '';
    expect(answer.status).toBe(422);
    expect(kept).toContain('|good.jpg');

    const again = await handIn(share, { kept });

    expect(again.status).toBe(200);
    expect((await evidenceOf(luka, share))[0]?.items).toMatchObject([{ kind: 'file', name: 'good.jpg' }]);
  });

  it('are at most ten', async () => {
    const eleven = await Promise.all(Array.from({ length: 11 }, (_, at) => picture(`${at}.jpg`)));

    const answer = await handIn(share, {}, eleven);

    expect(answer.status).toBe(422);
    expect(errorsIn(answer).join()).toContain('At most 10');
    expect(await workOf(luka, share)).toBeNull();
  });

  it('are not taken as somebody else’s', async () => {
    const answer = await handIn(share, {}, [await picture(), new File(['x'], 'bad.jpg')]);
    const kept = answer.dom.querySelector('[name=kept]')?.getAttribute('value') ?? '';
    const mia = await atStepTwo(`Mia ${learners}`);

    const theirs = await mia.send(`${at}/hand-in`, form(share, { kept }));

    expect(theirs.status).toBe(409);
    expect(await workOf(mia, share)).toBeNull();
  });

  it('are not read from who is nobody', async () => {
    const answer = await shownOf(
      await fetch(`${world.baseUrl}${at}/hand-in`, {
        method: 'POST',
        body: form(share, {}, [await picture()]),
        headers: { authorization: 'Bearer nonsense' },
      }),
    );

    expect(answer.status).toBe(401);
  });
});

describe('A file that was handed in', () => {
  async function handedFile(): Promise<{ address: string }> {
    await handIn(share, { alt: 'A <b>table</b>' }, [await picture()]);
    const [evidence] = await evidenceOf(luka, share);
    const item = evidence?.items[0];
    return { address: `/app/files/${evidence?.id}/${item?.kind === 'file' ? item.file : ''}` };
  }

  it('is shown by an address that is good once, for a minute', async () => {
    const { address } = await handedFile();
    const shown = await luka.get(`${address}/show`);
    const source = shown.dom.querySelector('img')?.getAttribute('src') ?? '';
    expect(shown.dom.querySelector('img')?.getAttribute('alt')).toBe('A <b>table</b>');
    expect(source).not.toContain(luka.token);

    const first = await fetch(`${world.baseUrl}${source}`);
    const second = await fetch(`${world.baseUrl}${source}`);
    expect([first.status, second.status]).toEqual([200, 404]);
    expect(first.headers.get('content-type')).toBe('image/jpeg');
    expect(first.headers.get('content-security-policy')).toContain('sandbox');
    expect(first.headers.get('cache-control')).toContain('no-store');

    const late = (await luka.get(`${address}/show`)).dom.querySelector('img')?.getAttribute('src') ?? '';
    world.clock.advance(61_000);
    expect((await fetch(`${world.baseUrl}${late}`)).status).toBe(404);
  });

  it('is saved under its name by a way that keeps the page', async () => {
    const { address } = await handedFile();

    const answer = await luka.post(`${address}/download`, {});
    const saved = await fetch(`${world.baseUrl}${answer.headers.get('hx-redirect')}`);

    expect(saved.status).toBe(200);
    expect(saved.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''neighbour.jpg");
  });

  it('is not found by strangers, and its ticket opens no other file', async () => {
    const { address } = await handedFile();
    const stranger = await world.visit('Zoja');
    const shown = await luka.get(`${address}/show`);
    const source = shown.dom.querySelector('img')?.getAttribute('src') ?? '';
    const ticket = source.slice(source.indexOf('?'));

    expect((await stranger.get(`${address}/show`)).status).toBe(404);
    expect((await stranger.post(`${address}/download`, {})).status).toBe(404);
    expect((await fetch(`${world.baseUrl}/files/other/file${ticket}`)).status).toBe(404);
    expect((await fetch(`${world.baseUrl}${source.split('?')[0]}`)).status).toBe(404);
  });
});

it('keeps what waited too long out of reach', async () => {
  const answer = await handIn(share, {}, [await picture(), new File(['x'], 'bad.jpg')]);
  const kept = answer.dom.querySelector('[name=kept]')?.getAttribute('value') ?? '';
  world.clock.advance(25 * hourMs);
  await world.settle();
  luka = await world.visit(`Luka ${learners}`);

  const late = await handIn(share, { kept });

  expect(late.status).toBe(409);
  expect(errorsIn(late).join()).toContain('A file is not there any more');
});
