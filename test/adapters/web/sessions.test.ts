import type { PersonId } from '../../../core/ids.ts';
import { dayMs } from '../../../core/instant.ts';
import { anId, aPerson } from '../../builders/index.ts';
import { openWebWorld, type Shown, shownOf, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let person: PersonId;
beforeAll(async () => {
  world = await openWebWorld();
  person = (await world.visit('Iva')).person;
});
afterAll(() => world.close());

const ask = async (address: string, init: RequestInit = {}): Promise<Shown> =>
  shownOf(await fetch(new URL(address, world.baseUrl), { redirect: 'manual', ...init }));

const enter = (link: string, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
  ask(`${link}/enter`, { method: 'POST', headers });

const cookieOf = (shown: Shown): string => (shown.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

async function signedIn(): Promise<string> {
  return cookieOf(await enter(await world.signInLink(person)));
}

/** Somebody who is in no course. */
async function newcomer(): Promise<PersonId> {
  const someone = aPerson({ id: anId() });
  await world.ports.records.keep({ person: [someone] });
  return someone.id;
}

describe('A private link', () => {
  it('is not used up by looking at it, as mail scanners do', async () => {
    const link = await world.signInLink(person);

    const looks = [await ask(link), await ask(link)];

    expect(looks.map(({ status }) => status)).toEqual([200, 200]);
    expect((await enter(link)).status).toBe(303);
  });

  it('signs in once', async () => {
    const link = await world.signInLink(person);

    const answers = await Promise.all([enter(link), enter(link), enter(link)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
    expect((await ask(link)).words).toContain('used already');
  });

  it('is over after its days', async () => {
    const link = await world.signInLink(person);
    world.clock.advance(7 * dayMs);

    expect((await enter(link)).status).toBe(410);
  });

  it('signs nobody in from a foreign page', async () => {
    const link = await world.signInLink(person);

    const foreign = await enter(link, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' });
    const silent = await enter(link, {});

    expect([cookieOf(foreign), cookieOf(silent)]).toEqual(['', '']);
    expect((await enter(link, { origin: world.baseUrl })).status).toBe(303);
  });

  it('asks those whom no course tells anything about whether they are 18 or over', async () => {
    const [alone, known] = [await newcomer(), await world.visit('In a course')];
    const link = await world.signInLink(alone);
    expect((await ask(link)).dom.querySelector('[name=adult]')).not.toBeNull();
    expect((await ask(await world.signInLink(known.person))).dom.querySelector('[name=adult]')).toBeNull();

    await ask(`${link}/enter`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ adult: 'yes' }),
    });

    expect((await world.ports.records.people.byId(alone))?.age).toEqual({ band: 'adult', statedBy: 'self' });
    expect((await ask(await world.signInLink(alone))).dom.querySelector('[name=adult]')).toBeNull();
  });

  it('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await enter(await world.signInLink(person));

    const [cookie = ''] = answer.headers.getSetCookie();

    expect(cookie).toMatch(/^__Host-col-session=/);
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=1209600']) {
      expect(cookie).toContain(flag);
    }
  });
});

describe('A session', () => {
  it('opens the pages, and none without it', async () => {
    const cookie = await signedIn();

    expect((await ask('/app', { headers: { cookie } })).status).toBe(200);
    expect((await ask('/app')).status).toBe(401);
    expect((await ask('/app', { headers: { cookie: `${cookie}x` } })).status).toBe(401);
  });

  it('counts for a change only from our own pages', async () => {
    const cookie = await signedIn();
    const join = `/app/playlists/${world.playlist}/join`;
    const joined = async () =>
      world.ports.records.enrolments.one(person, { kind: 'playlist', id: world.playlist });

    const foreign = await ask(join, {
      method: 'POST',
      headers: { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(401);
    expect(await joined()).toBeNull();

    const sibling = await ask(join, {
      method: 'POST',
      headers: { cookie, origin: world.baseUrl, 'sec-fetch-site': 'same-site' },
    });
    expect(sibling.status).toBe(401);

    const own = await ask(join, { method: 'POST', headers: { cookie, origin: world.baseUrl } });
    expect(own.status).toBe(200);
    expect((await joined())?.state).toBe('joined');
  });

  it('is not looked at beside the header of a visit', async () => {
    const cookie = await signedIn();

    const answer = await ask('/app', { headers: { cookie, authorization: 'Bearer nonsense' } });

    expect(answer.status).toBe(401);
  });

  it('ends by signing out, and after 14 days', async () => {
    const [left, old] = [await signedIn(), await signedIn()];
    const own = { 'sec-fetch-site': 'same-origin' };

    await ask('/sign-out/now', { method: 'POST', headers: { cookie: left, ...own } });
    expect((await ask('/app', { headers: { cookie: left } })).status).toBe(401);
    expect((await ask('/app', { headers: { cookie: old } })).status).toBe(200);

    world.clock.advance(14 * dayMs);
    expect((await ask('/app', { headers: { cookie: old } })).status).toBe(401);
  });
});
