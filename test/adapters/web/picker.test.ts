import { openWebWorld, type Shown, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let ana: VisitTab;
beforeAll(async () => {
  world = await openWebWorld();
  ana = await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'picker' } });
});
afterAll(() => world.close());

const keysOf = ({ dom }: Shown): string[] =>
  dom.querySelectorAll('[data-test="pick-item"]').map((link) => link.getAttribute('data-item') ?? '');

describe('The picker', () => {
  it('finds by the beginning of a word as one types, in any language and without accents', async () => {
    const [english, slovenian] = [
      await ana.get('/app/picker?q=maker'),
      await ana.get('/app/picker?q=snoval'),
    ];

    expect(keysOf(english)[0]).toBe('mladi-zmaji/future-makers');
    expect(keysOf(slovenian)).toContain('mladi-zmaji/future-makers');
  });

  it('shows playlists first, each with its badge, steps, time and languages', async () => {
    const [firstKey] = keysOf(ana.first);
    const kinds = ana.first.dom
      .querySelectorAll('[data-test="pick-item"]')
      .map((link) => (link.getAttribute('href')?.includes('/playlists/') ? 'playlist' : 'activity'));
    const found = await ana.get('/app/picker?q=future');

    expect(firstKey).toBeTruthy();
    expect(kinds).toEqual([...kinds].sort().reverse());
    expect(found.words).toContain('3 steps + 1 extra');
    expect(found.words).toContain('Slovenian, English');
    expect(found.words).toContain('Mladi zmaji');
    expect(found.dom.querySelector('.entry .badge-picture svg text')?.textContent).toBe('FM');
  });

  it.each([
    ['type=digital-experience&language=sl', 'mladi-zmaji/future-makers', true],
    ['type=internship&language=sl', 'mladi-zmaji/future-makers', false],
    ['language=nl', 'mladi-zmaji/future-makers', false],
    ['category=environment-and-ecology', 'mladi-zmaji/river-watch', true],
    ['category=science&type=internship', 'mladi-zmaji/river-watch', false],
  ])('filters by %s', async (query, key, isFound) => {
    const found = await ana.get(`/app/picker?${query}`);

    expect(keysOf(found).includes(key)).toBe(isFound);
  });

  it('goes on where a page of results ends', async () => {
    const more = ana.first.dom
      .querySelectorAll('#found a.button')
      .map((link) => link.getAttribute('href') ?? '')
      .find((href) => href.includes('kind=activity'));

    const next = await ana.get(more ?? '');

    expect(keysOf(next).length).toBeGreaterThan(0);
    expect(keysOf(next).filter((key) => keysOf(ana.first).includes(key))).toEqual([]);
  });

  it('takes nonsense in the address for no filter', async () => {
    const found = await ana.get(`/app/picker?type=nonsense&category=x&language=%00&q=${'a'.repeat(500)}`);

    expect(found.status).toBe(200);
  });

  it('teaches where nothing is found', async () => {
    const found = await ana.get('/app/picker?q=qqqqq');

    expect(found.words).toContain('Nothing found for this');
    expect(found.words).toContain('take one of the filters away');
  });

  it('shows a playlist as a learner sees it and writes nothing', async () => {
    const preview = await ana.get(`/app/picker/playlists/${world.playlist}`);

    expect(preview.words).toContain('As a learner sees it');
    expect(preview.words).toContain('Open space at the library');
    expect(await world.ports.records.enrolments.of(ana.person)).toEqual([]);
  });

  it('places a whole playlist as one link with a column', async () => {
    const sent = await ana.post(`/app/picker/playlists/${world.playlist}/place`, { mode: 'whole' });

    const form = sent.dom.querySelector('form[data-send-off]');
    expect(form?.getAttribute('action')).toBe('https://lms.example/return');
    expect(form?.querySelector('[name=JWT]')?.getAttribute('value')).toBe('signed');
    expect(form?.querySelector('button')?.textContent).toBe('Go back to the course');
    expect(world.placed.at(-1)).toMatchObject([
      {
        subject: { kind: 'playlist', id: world.playlist },
        mode: 'whole',
        withColumn: true,
        title: 'Future makers',
      },
    ]);
  });

  it('places each activity as its own link: columns for the playlist and what is needed', async () => {
    await ana.post(`/app/picker/playlists/${world.playlist}/place`, { mode: 'each-activity' });

    const placed = world.placed.at(-1) ?? [];
    expect(placed.map(({ title, withColumn, within }) => [title, withColumn, within])).toEqual([
      ['Future makers', true, null],
      ['Explore skills', true, world.playlist],
      ['Interview a neighbour', true, world.playlist],
      ['Open space at the library', true, world.playlist],
      ['Podcast', false, world.playlist],
    ]);
  });

  it('sends the last minute of a day, where the organiser is at home, as due; not for what is optional', async () => {
    await ana.post(`/app/picker/playlists/${world.playlist}/place`, {
      mode: 'each-activity',
      due: '2026-12-24',
    });

    expect((world.placed.at(-1) ?? []).map(({ deadline }) => deadline)).toEqual([
      ...Array.from({ length: 4 }, () => '2026-12-24T22:59:00.000Z'),
      null,
    ]);
  });

  it('takes no day that there is not', async () => {
    const before = world.placed.length;

    const odd = await ana.post(`/app/picker/playlists/${world.playlist}/place`, { due: '2026-02-30' });

    expect(odd.status).toBe(422);
    expect(odd.dom.querySelector('#due')?.getAttribute('aria-invalid')).toBe('true');
    expect(world.placed).toHaveLength(before);
  });

  it('takes the form’s word for nothing but the mode', async () => {
    const before = world.placed.length;

    const odd = await ana.post(`/app/picker/playlists/${world.playlist}/place`, {
      mode: 'everything',
      action: 'https://evil.example',
      data: 'altered',
    });

    expect(odd.status).toBe(422);
    expect(world.placed).toHaveLength(before);
  });

  it('sends an empty list when the teacher cancels', async () => {
    await ana.post('/app/picker/cancel', {});

    expect(world.placed.at(-1)).toEqual([]);
  });

  it('is not there for a visit that was opened for something else, nor for learners', async () => {
    const other = await world.visit('Ana Teacher', {
      seat: 'teacher',
      view: { page: 'playlist', playlist: world.playlist },
    });
    const luka = await world.visit('Luka', { view: { page: 'picker' } });

    expect((await other.get('/app/picker')).status).toBe(404);
    expect(luka.first.status).toBe(403);
    expect((await luka.post(`/app/picker/playlists/${world.playlist}/place`, {})).status).toBe(403);
  });
});

describe('A link without an item', () => {
  it('lets its teacher choose one, and leads there', async () => {
    const teacher = await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'choose-item' } });
    expect(teacher.first.words).toContain(
      'Choose the playlist or the activity that this link in your course leads to.',
    );

    const chosen = await teacher.post(`/app/choose/playlists/${world.playlist}/place`, {});

    expect(chosen.headers.get('hx-location')).toContain(`/app/playlists/${world.playlist}`);
    const bound = await world.ports.records.placements.byLink(world.course, 'link-of-the-teacher');
    expect(bound?.subject).toEqual({ kind: 'playlist', id: world.playlist });
  });

  it('tells learners that nothing was chosen yet', async () => {
    const { first } = await world.visit('Luka', { view: { page: 'nothing-chosen' } });

    expect(first.status).toBe(200);
    expect(first.words).toContain('Nothing has been chosen here yet');
  });
});
