import jwt from 'jsonwebtoken';
import { minuteMs } from '../../../core/instant.ts';
import { openWebWorld, shownOf, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());

const ask = async (path: string, init: RequestInit = {}) =>
  shownOf(await fetch(`${world.baseUrl}${path}`, { redirect: 'manual', ...init }));

const declareAt = async () =>
  `/app/playlists/${world.playlist}/activities/${await world.activity('explore-skills')}/declare-done`;

describe('A visit', () => {
  it('begins with the page itself, its token in the body and nowhere else', async () => {
    const { first, token } = await world.visit('Luka');

    expect(first.status).toBe(200);
    expect(token).not.toBe('');
    expect(first.text.split(token)).toHaveLength(2);
    expect(first.dom.querySelector('body')?.getAttribute('hx-headers')).toContain(token);
    expect(first.headers.get('set-cookie')).toBeNull();
    expect(first.headers.get('cache-control')).toBe('no-store');
  });

  it('writes its token into no later answer', async () => {
    const luka = await world.visit('Luka');

    const later = await luka.get(`/app/playlists/${world.playlist}`);

    expect(later.status).toBe(200);
    expect(later.text).not.toContain(luka.token);
  });

  it('ends after two hours, and says what to do (N66)', async () => {
    const luka = await world.visit('Luka');
    world.clock.advance(119 * minuteMs);
    expect((await luka.get(`/app/playlists/${world.playlist}`)).status).toBe(200);
    world.clock.advance(2 * minuteMs);

    const ended = await luka.get(`/app/playlists/${world.playlist}`);

    expect(ended.status).toBe(401);
    expect(ended.words).toContain('Your visit has ended.');
    expect(ended.words).toContain('Open the activity again from your course');
    expect(ended.words).toContain('SESSION_ENDED');
    // Whatever part of the page had asked, the whole of it is replaced.
    expect(ended.headers.get('hx-retarget')).toBe('#page');
  });

  it('answers programs with the same as JSON', async () => {
    const answer = await fetch(`${world.baseUrl}/app/playlists/${world.playlist}`, {
      headers: { accept: 'application/json', authorization: 'Bearer nonsense' },
    });

    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'SESSION_ENDED', reference: expect.any(String) });
  });

  it.each([
    ['altered', (token: string) => `${token.slice(0, -2)}xx`],
    ['unsigned', (token: string) => `${jwt.sign(payloadOf(token), null, { algorithm: 'none' })}`],
    ['signed with another key', (token: string) => jwt.sign(payloadOf(token), 'a key of somebody else')],
    ['no token at all', () => 'nonsense'],
  ])('is nobody’s with a token that is %s', async (_how, change) => {
    const luka = await world.visit('Luka');

    const answer = await ask(`/app/playlists/${world.playlist}`, {
      headers: { authorization: `Bearer ${change(luka.token)}` },
    });

    expect(answer.status).toBe(401);
  });

  it('changes nothing without its header, whoever posts (N69)', async () => {
    const luka = await world.visit('Luka');

    const answer = await ask(await declareAt(), {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });

    expect(answer.status).toBe(401);
    const completed = await world.ports.records.completions.of(luka.person);
    expect(completed.size).toBe(0);
  });

  it('reads and changes nothing of another course (N67)', async () => {
    const other = await world.anotherCourse('course-8', 'adults');
    const luka = await world.visit('Luka');
    const a2 = await world.activity('interview-a-neighbour');
    await luka.post(await declareAt(), {});
    await world.settle();
    await luka.post(`/app/playlists/${world.playlist}/activities/${a2}/hand-in`, {});
    const task = (await world.ports.records.activities.byId(a2))?.tasks[1];
    const form = new FormData();
    form.set('task', task?.id ?? '');
    form.set('handIn', 'one');
    form.set('text', 'Only for my own course');
    await luka.send(`/app/playlists/${world.playlist}/activities/${a2}/hand-in`, form);
    const work = await world.ports.records.work.one(luka.person, task?.id ?? ('none' as never));
    const stranger = await world.visit('Teacher of course-8', { seat: 'teacher', course: other });

    const seen = await stranger.get(`/app/reviews/${work?.id}`);
    const decided = await stranger.post(`/app/reviews/${work?.id}/decide`, {
      evidenceVersion: '1',
      decision: 'approve',
    });
    const theirClass = await stranger.get('/app/class');

    expect([seen.status, decided.status]).toEqual([404, 404]);
    expect(theirClass.text).not.toContain('Luka');
    expect((await world.ports.records.work.one(luka.person, task?.id ?? ('none' as never)))?.state).toBe(
      'in-review',
    );
  });

  it('lets a learner do nothing that is the teacher’s (N68)', async () => {
    const luka = await world.visit('Luka');

    const seen = await luka.get('/app/class');
    const confirmed = await luka.post('/app/class/confirm-attendance', {
      activity: await world.activity('open-space-at-the-library'),
      persons: luka.person,
    });

    expect([seen.status, confirmed.status]).toEqual([403, 403]);
    expect(seen.words).toContain('This is for a teacher of this course');
    expect(seen.words).toContain('NOT_ALLOWED');
  });

  it('speaks the language of the visit', async () => {
    const luka = await world.visit('Luka', { language: 'sl' });

    expect(luka.first.dom.querySelector('html')?.getAttribute('lang')).toBe('sl');
    expect(luka.first.words).toContain('Snovalci prihodnosti');
  });

  it.each(['/app/playlists/nothing-of-the-kind', '/app/activities/%00', '/app/awards/none', '/app/nowhere'])(
    'finds nothing at %s',
    async (path) => {
      const luka = await world.visit('Luka');

      const answer = await luka.get(path);

      expect(answer.status).toBe(404);
      expect(answer.words).toContain('NOT_FOUND');
    },
  );
});

const payloadOf = (token: string): object => {
  const payload = jwt.decode(token);
  return typeof payload === 'object' && payload ? payload : {};
};
