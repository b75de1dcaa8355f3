import type { Award } from '../../../core/badges/award.ts';
import { secondMs } from '../../../core/instant.ts';
import { pdfWords } from '../../support/pdf-words.ts';
import { openWebWorld, type Shown, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let tab: VisitTab;
let award: Award;
beforeAll(async () => {
  world = await openWebWorld();
  tab = await world.visit('Earner');
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  const { items } = await world.ports.records.awards.heldBy(tab.person, { size: 1, after: null });
  if (!items[0]) throw new Error('Nothing was earned');
  award = items[0];
});
afterAll(() => world.close());

const fetched = async (answer: Shown) => {
  const file = await fetch(new URL(answer.headers.get('hx-redirect') ?? '/nowhere', world.baseUrl));
  return { file, bytes: new Uint8Array(await file.arrayBuffer()) };
};
const name = 'Živa Šušteršič';

describe('A certificate', () => {
  it('is made in the name that its holder writes, and its badge is checkable from then on', async () => {
    expect((await tab.get(`/app/awards/${award.id}`)).words).toContain('Make the badge checkable and save');

    const { file, bytes } = await fetched(await tab.post(`/app/awards/${award.id}/certificate`, { name }));

    expect([file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      'application/pdf',
      'private, no-store',
    ]);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    const words = pdfWords(bytes);
    for (const part of [name, 'Explore skills', 'Mladi zmaji']) expect(words).toContain(part);
    expect(words.replace(/\n/g, '')).toContain(`/b/awards/${award.address}`);
    const json = await fetch(`${world.baseUrl}/b/awards/${award.address}`, {
      headers: { accept: 'application/json' },
    });
    expect(json.status).toBe(200);
    expect(JSON.stringify(await json.json())).not.toContain('Živa');
  });

  it('has an address that holds no name, is good once, and for a minute', async () => {
    const answer = await tab.post(`/app/awards/${award.id}/certificate`, { name });
    const late = await tab.post(`/app/awards/${award.id}/certificate`, { name });
    const address = answer.headers.get('hx-redirect') ?? '';

    expect(decodeURIComponent(address)).toMatch(/^\/me\/papers\/[0-9A-Z]{26}$/);
    expect([(await fetched(answer)).file.status, (await fetched(answer)).file.status]).toEqual([200, 404]);
    world.clock.advance(60 * secondMs);
    expect((await fetched(late)).file.status).toBe(404);
  });

  it('wants a name, and is nobody else’s', async () => {
    const other = await world.visit('Somebody else');

    expect((await tab.post(`/app/awards/${award.id}/certificate`, { name: ' ' })).status).toBe(422);
    expect((await other.post(`/app/awards/${award.id}/certificate`, { name })).status).toBe(404);
  });
});

describe('The learning record', () => {
  it('shows hours, skills and badges by key competence', async () => {
    const page = await tab.get('/me/record');

    expect(page.dom.querySelector('[data-test=record]')?.textContent).toMatch(/20 minutes/);
    expect(page.words).toContain('Badge from Mladi zmaji');
    expect(page.dom.querySelectorAll('[data-test=record] h2').length).toBeGreaterThan(0);
  });

  it('tells who has learned nothing yet what will stand there', async () => {
    const fresh = await world.visit('Fresh');

    expect((await fresh.get('/me/record')).words).toContain('will stand here');
  });

  it('is saved as PDF in the language chosen', async () => {
    const wanted = { name, language: 'sl', as: 'record-pdf' };

    const { file, bytes } = await fetched(await tab.post('/me/record/save', wanted));

    expect(file.headers.get('content-type')).toBe('application/pdf');
    for (const part of [name, 'Zapis o učenju', '20 minut']) expect(pdfWords(bytes)).toContain(part);
  });

  it('is saved for programs', async () => {
    const wanted = { name, language: 'en', as: 'record-json' };

    const { bytes } = await fetched(await tab.post('/me/record/save', wanted));

    expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({
      format: 'cities-of-learning/learning-record/1',
      holder: name,
      minutes: 20,
      competences: [
        {
          framework: 'eu-key-competences/2018',
          badges: [{ name: 'Explore skills', address: `${world.baseUrl}/b/awards/${award.address}` }],
          activities: [{ minutes: 20 }],
        },
      ],
    });
  });

  it('has own words in it once they are chosen, and nowhere before', async () => {
    const mine = { prompt: 'can-now', words: 'Zdaj znam vprašati neznanca.', activity: '', form: 'words-1' };
    const record = async (as: string) =>
      (await fetched(await tab.post('/me/record/save', { name, language: 'sl', as }))).bytes;
    await tab.post('/me/record/write', mine);
    await tab.post('/me/record/write', mine);
    const page = await tab.get('/me/record');
    const [before] = await world.ports.records.reflections.of(tab.person);
    const hidden = new TextDecoder().decode(await record('record-json'));

    await tab.post('/me/record/show-words', { reflection: before?.id ?? '', isInRecord: 'yes' });
    const shown = JSON.parse(new TextDecoder().decode(await record('record-json')));
    const pdf = pdfWords(await record('record-pdf'));
    const other = await world.visit('Curious');
    const nosy = await other.post('/me/record/remove-words', { reflection: before?.id ?? '' });
    await tab.post('/me/record/remove-words', { reflection: before?.id ?? '' });

    expect(page.dom.querySelectorAll('[data-test=reflection]')).toHaveLength(1);
    expect(hidden).not.toContain('neznanca');
    expect(shown.reflections).toMatchObject([
      { words: mine.words, question: expect.stringContaining('znaš') },
    ]);
    expect(pdf).toContain('Zdaj znam vprašati neznanca.');
    expect(nosy.status).toBe(404);
    expect(await world.ports.records.reflections.of(tab.person)).toMatchObject([{ words: '' }]);
  });
});
