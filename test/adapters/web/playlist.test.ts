import {
  type Joining,
  openWebWorld,
  type Shown,
  type VisitTab,
  type WebWorld,
} from '../../support/web-world.ts';

let world: WebWorld;
let learners = 0;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());

/** Somebody new in each story. */
const aLearner = (joining: Joining = {}): Promise<VisitTab> => {
  learners += 1;
  return world.visit(`Learner ${learners}`, joining);
};

const statesOf = ({ dom }: Shown): string[] =>
  dom.querySelectorAll('[data-test="step"]').map((step) => step.getAttribute('data-state') ?? '');
const progressOf = ({ dom }: Shown): string => dom.querySelector('[data-test="progress"]')?.textContent ?? '';

describe('The playlist page', () => {
  it('shows each step with its state, and why a step is locked', async () => {
    const { first } = await aLearner();

    expect(statesOf(first)).toEqual(['open', 'locked', 'locked', 'locked']);
    expect(progressOf(first)).toBe('0 of 3 needed');
    expect(first.words).toContain('First: “Explore skills”. Then this step opens.');
    expect(first.dom.querySelectorAll('.step.locked [data-test="declare-done"]')).toEqual([]);
  });

  it('joins and completes nothing by being opened', async () => {
    const luka = await aLearner();
    await luka.get(`/app/playlists/${world.playlist}`);

    expect(await world.ports.records.enrolments.of(luka.person)).toEqual([]);
    expect((await world.ports.records.completions.of(luka.person)).size).toBe(0);
  });

  it('lets a learner join, and says so', async () => {
    const luka = await aLearner();

    const joined = await luka.post(`/app/playlists/${world.playlist}/join`, {});

    expect(joined.dom.querySelector('#said')?.textContent).toBe('You are in. Here is your first step.');
    expect(joined.dom.querySelector('[data-test="join"]')).toBeNull();
  });

  it('opens the next step when one is declared done, and counts a double click once', async () => {
    const luka = await aLearner();
    const activity = await world.activity('explore-skills');
    const declare = () => luka.post(`/app/playlists/${world.playlist}/declare-done`, { activity });

    const [one, two] = await Promise.all([declare(), declare()]);
    await world.settle();

    expect([one.status, two.status]).toEqual([200, 200]);
    expect(statesOf(one)).toEqual(['done', 'open', 'locked', 'locked']);
    expect(progressOf(one)).toBe('1 of 3 needed');
    const held = await world.ports.records.awards.heldBy(luka.person, { size: 10, after: null });
    expect(held.items).toHaveLength(1);
    expect(world.faults).toEqual([]);
  });

  it('says why a locked step cannot be declared done', async () => {
    const luka = await aLearner();
    const activity = await world.activity('podcast');

    const answer = await luka.post(
      `/app/playlists/${world.playlist}/activities/${activity}/declare-done`,
      {},
    );

    expect(answer.status).toBe(409);
    expect(answer.dom.querySelector('[role=alert]')?.textContent).toBe(
      'This activity is finished by its tasks.',
    );
  });

  it('shows a teacher everything and counts nothing', async () => {
    const ana = await world.visit('Ana Teacher', {
      seat: 'teacher',
      view: { page: 'playlist', playlist: world.playlist },
    });
    const activity = await world.activity('explore-skills');

    const declared = await ana.post(`/app/playlists/${world.playlist}/declare-done`, { activity });

    expect(ana.first.words).toContain('You are here as a teacher');
    expect(ana.first.dom.querySelector('[data-test="join"]')).toBeNull();
    expect(declared.status).toBe(403);
  });

  it('lets a test student look and earns it nothing', async () => {
    const test = await aLearner({ isTest: true });
    const activity = await world.activity('explore-skills');

    await test.post(`/app/playlists/${world.playlist}/declare-done`, { activity });
    await world.settle();

    expect((await world.ports.records.awards.heldBy(test.person, { size: 5, after: null })).items).toEqual(
      [],
    );
  });

  it('is read in Slovenian by who reads Slovenian', async () => {
    const luka = await aLearner({ language: 'sl' });

    expect(luka.first.words).toContain('Snovalci prihodnosti');
    expect(progressOf(luka.first)).toBe('0 od 3 potrebnih');
  });

  it('keeps the way of an LMS visit inside its document: no plain link leaves it', async () => {
    const { first } = await aLearner();

    const plain = first.dom
      .querySelectorAll('#page a')
      .filter((link) => !link.getAttribute('hx-get') && link.getAttribute('target') !== '_blank');

    expect(plain.map((link) => link.outerHTML)).toEqual([]);
    for (const form of first.dom.querySelectorAll('#page form'))
      expect(form.getAttribute('hx-post')).toBeTruthy();
  });
});

describe('A badge before whoever earns it', () => {
  const exploreAt = async () =>
    `/app/playlists/${world.playlist}/activities/${await world.activity('explore-skills')}`;
  const badgeIn = ({ dom }: Shown) => dom.querySelector('section.award');

  it('is on its way at once, and looks for itself once more: then it is there', async () => {
    const luka = await aLearner();
    const at = await exploreAt();

    const declared = await luka.post(`${at}/declare-done`, {});
    const coming = badgeIn(declared);
    const id = coming?.getAttribute('id') ?? '';
    const stillNot = await luka.get(at, { 'hx-trigger': id, 'hx-target': id });
    await world.settle();
    const there = await luka.get(at, { 'hx-trigger': id, 'hx-target': id });

    expect(coming?.textContent).toContain('Earned! It will be here in a moment.');
    expect([coming?.getAttribute('hx-get'), coming?.getAttribute('hx-trigger')]).toEqual([
      at,
      'load delay:2s',
    ]);
    expect(badgeIn(stillNot)?.getAttribute('hx-get')).toBeUndefined();
    expect(badgeIn(there)?.textContent).toContain('Your badge');
    // What was said when it was declared stays.
    expect(there.dom.querySelector('#said')).toBeNull();
  });

  it('has a page that says what is still missing, and not who else has it', async () => {
    const luka = await aLearner();
    await luka.post(`/app/playlists/${world.playlist}/join`, {});
    const playlist = await world.ports.records.playlists.byId(world.playlist);

    const page = await luka.get(`/app/badges/${playlist?.badge}`);

    expect(page.status).toBe(200);
    expect(page.words).toContain('What is still missing?');
    expect(page.words).toContain('“Interview a neighbour” is not done yet.');
    expect(page.words).toContain('How to earn it');
    expect((await luka.get('/app/badges/nothing')).status).toBe(404);
  });
});

describe('Notices', () => {
  it('stand on top of the next page until they were put away', async () => {
    const luka = await aLearner();
    await luka.post(`/app/playlists/${world.playlist}/declare-done`, {
      activity: await world.activity('explore-skills'),
    });
    await world.settle();

    const next = await luka.get(`/app/playlists/${world.playlist}`);
    expect(next.dom.querySelector('[data-test="notice"]')?.textContent).toContain(
      'You earned the badge “Explore skills”!',
    );

    const ids = next.dom
      .querySelectorAll('[name="notices"]')
      .map((field) => field.getAttribute('value') ?? '');
    const put = await luka.post('/app/notices/seen', { notices: ids });
    const after = await luka.get(`/app/playlists/${world.playlist}`);

    expect(put.dom.querySelector('#notices')?.textContent).toBe('');
    expect(after.dom.querySelector('[data-test="notice"]')).toBeNull();
  });

  it('are nobody else’s to put away', async () => {
    const [luka, mia] = [await aLearner(), await aLearner()];
    await luka.post(`/app/playlists/${world.playlist}/declare-done`, {
      activity: await world.activity('explore-skills'),
    });
    await world.settle();
    const [notice] = await world.ports.records.notices.unseen(luka.person);

    await mia.post('/app/notices/seen', { notices: notice?.id ?? '' });

    expect(await world.ports.records.notices.unseen(luka.person)).toHaveLength(1);
  });
});
