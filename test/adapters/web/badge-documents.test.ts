import { request } from 'node:http';
import sharp from 'sharp';
import type { Award } from '../../../core/badges/award.ts';
import type { Badge } from '../../../core/badges/badge.ts';
import { instant } from '../../../core/instant.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { aBadge, anActivity, anAward, anOrganiser, aPerson } from '../../builders/index.ts';
import { type House, openHouse } from '../../support/house.ts';

const hash = `sha256$${'ab'.repeat(32)}`;
const released = instant('2026-10-15T16:00:00.000Z');

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface World {
  readonly organiser: Organiser;
  readonly badge: Badge;
  readonly award: Award;
}

/** A released award of the second version of a badge. */
async function aWorld(more: { award?: Partial<Award>; organiser?: Partial<Organiser> } = {}): Promise<World> {
  const organiser = anOrganiser({
    url: 'https://zmaji.example',
    email: 'info@zmaji.example',
    ...more.organiser,
  });
  const person = aPerson({ displayName: 'Mia Novak' });
  const first = aBadge({ organiser: organiser.id });
  const texts = (en: string, sl: string) => ({ original: 'sl', in: { sl, en } });
  const badge: Badge = {
    ...first,
    name: texts('River guardian', 'Varuhinja reke'),
    description: texts('Looks after the river.', 'Skrbi za reko.'),
    criteria: texts('Explored the river.', 'Raziskala je reko.'),
    version: 2,
    earlier: [{ ...first, version: 1 }],
  };
  const award = anAward({
    badge: badge.id,
    organiser: organiser.id,
    badgeVersion: 2,
    person: person.id,
    address: house.app.ports.ids.code(16),
    recipient: { type: 'url', salt: 'c2FsdA', identity: hash },
    badgeVisibility: 'anyone',
    releasedAt: released,
    ...more.award,
  });
  await house.app.ports.records.keep({
    organiser: [organiser],
    person: [person],
    badge: [badge],
    award: [award],
  });
  return { organiser, badge, award };
}

const get = (path: string, accept = '*/*', more: RequestInit = {}) =>
  fetch(`${house.baseUrl}${path}`, {
    redirect: 'manual',
    ...more,
    headers: { Accept: accept, ...more.headers },
  });
/** Without what `fetch` adds of its own to a request with conditions. */
const statusWith = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((status, failed) => {
    request(`${house.baseUrl}${path}`, { headers }, (answer) => status(answer.resume().statusCode))
      .on('error', failed)
      .end();
  });
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('The documents of an award', () => {
  it('lead from the assertion to the badge, to the issuer, to the picture: each under the id it has', async () => {
    const { award } = await aWorld();

    const assertion = await (await get(`/b/awards/${award.address}`)).json();
    const badge = await (await fetch(assertion.badge)).json();
    const issuer = await (await fetch(badge.issuer)).json();
    const picture = await fetch(badge.image.id);

    expect(assertion).toMatchObject({ type: 'Assertion', recipient: { hashed: true, identity: hash } });
    expect(assertion.id).toBe(`${house.baseUrl}/b/awards/${award.address}`);
    expect(badge).toMatchObject({
      type: 'BadgeClass',
      id: assertion.badge,
      version: '2',
      name: 'River guardian',
    });
    expect(issuer).toMatchObject({ type: 'Profile', id: badge.issuer, email: 'info@zmaji.example' });
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({ width: 600 });
  });

  it('name nobody', async () => {
    const { award } = await aWorld();

    const text = await (await get(`/b/awards/${award.address}`)).text();

    expect(text).not.toMatch(/Mia|Novak|null|\[\]/);
    expect(text).not.toContain(award.person);
    expect(text).not.toContain(award.id);
  });

  it.each([
    ['*/*', 'application/ld+json'],
    ['application/json', 'application/json'],
    ['application/vc, application/ld+json, application/json', 'application/ld+json'],
    [browser, 'text/html'],
  ])('who asks for "%s" gets %s', async (accept, type) => {
    const { award, badge, organiser } = await aWorld();

    for (const path of [`awards/${award.address}`, `badges/${badge.id}-v2`, `issuers/${organiser.id}`]) {
      const answer = await get(`/b/${path}`, accept);
      expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
      expect(answer.headers.get('vary')).toMatch(/\bAccept\b/);
    }
  });

  it('nobody is given what they do not take', async () => {
    const { award } = await aWorld();

    expect((await get(`/b/awards/${award.address}`, 'image/png')).status).toBe(406);
  });

  it('are read from any site, without cookies', async () => {
    const { award } = await aWorld();

    const answer = await get(`/b/awards/${award.address}`);
    const asked = await get(`/b/awards/${award.address}`, '*/*', { method: 'OPTIONS' });

    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD']);
  });

  it('are asked about again every time, and sent again only when they changed', async () => {
    const { award } = await aWorld();
    const first = await get(`/b/awards/${award.address}`);
    const tag = first.headers.get('etag') ?? '';

    const again = await statusWith(`/b/awards/${award.address}`, { 'If-None-Match': tag });
    const changed = await statusWith(`/b/awards/${award.address}`, { 'If-None-Match': '"other"' });

    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(tag).toMatch(/^"/);
    expect([again, changed]).toEqual([304, 200]);
  });
});

describe('An award that is gone', () => {
  const reason = 'Issued to the wrong person';

  it('answers 410 with the reason, to programs and to people', async () => {
    const revoked = { at: released, reason, by: null };
    const { award } = await aWorld({ award: { state: 'revoked', revoked } });

    const answer = await get(`/b/awards/${award.address}`);
    const page = await get(`/b/awards/${award.address}`, browser);

    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([410, '*']);
    expect(await answer.json()).toEqual({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: `${house.baseUrl}/b/awards/${award.address}`,
      revoked: true,
      revocationReason: reason,
    });
    expect(page.status).toBe(410);
    expect(await page.text()).toContain(reason);
  });

  it('by its holder being erased says no more than that', async () => {
    const { award } = await aWorld({ award: { state: 'withdrawn' } });

    const answer = await get(`/b/awards/${award.address}`);

    expect([answer.status, (await answer.json()).revocationReason]).toEqual([410, 'Withdrawn']);
  });
});

describe('What is not public', () => {
  it('is not there: an award before its holder first shared it, one that waits, one that never was', async () => {
    const { award } = await aWorld({ award: { releasedAt: null } });
    const waiting = await aWorld({ award: { state: 'waiting', issuedAt: null, releasedAt: null } });

    for (const address of [award.address, waiting.award.address, 'AAAAAAAAAAAAAAAA', 'a%2Fb', '..%2f']) {
      const answer = await get(`/b/awards/${address}`);
      expect([address, answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
        address,
        404,
        '*',
      ]);
    }
  });

  it('is not there either: a badge nobody was given, its picture, and its issuer', async () => {
    const { badge, organiser } = await aWorld({ award: { releasedAt: null } });

    for (const path of [
      `badges/${badge.id}-v2`,
      `badges/${badge.id}-v2/image.png`,
      `badges/${badge.id}`,
      `issuers/${organiser.id}`,
    ]) {
      expect([path, (await get(`/b/${path}`)).status]).toEqual([path, 404]);
    }
  });

  it('is an issuer without url or e-mail: no badge is valid with it', async () => {
    const { organiser } = await aWorld({ organiser: { email: null } });

    expect((await get(`/b/issuers/${organiser.id}`)).status).toBe(404);
  });

  it('is who stands behind the address of a holder', async () => {
    expect((await get('/b/holders/7QK2MZ0V9T4XH6RD')).status).toBe(404);
    expect((await get('/b/holders/7QK2MZ0V9T4XH6RD', browser)).status).toBe(404);
  });
});

describe('A badge', () => {
  it('without its version leads to the newest, and so does its picture', async () => {
    const { badge } = await aWorld();

    const to = async (path: string) => {
      const answer = await get(path);
      return [answer.status, answer.headers.get('location')];
    };

    expect(await to(`/b/badges/${badge.id}`)).toEqual([302, `/b/badges/${badge.id}-v2`]);
    expect(await to(`/b/badges/${badge.id}/sl`)).toEqual([302, `/b/badges/${badge.id}-v2/sl`]);
    expect(await to(`/b/badges/${badge.id}/image.png`)).toEqual([302, `/b/badges/${badge.id}-v2/image.png`]);
  });

  it('keeps its earlier versions, for those who earned them, a day in every cache', async () => {
    const { badge } = await aWorld();

    const first = await get(`/b/badges/${badge.id}-v1`);
    const picture = await get(`/b/badges/${badge.id}-v1/image.png`);

    expect(await first.json()).toMatchObject({
      version: '1',
      id: `${house.baseUrl}/b/badges/${badge.id}-v1`,
    });
    for (const answer of [first, picture])
      expect(answer.headers.get('cache-control')).toBe('public, max-age=86400');
  });

  it.each(['v3', 'v0', 'v01', 'v-1', 'v99999999'])('has no version %s', async (version) => {
    const { badge } = await aWorld();

    expect((await get(`/b/badges/${badge.id}-${version}`)).status).toBe(404);
  });

  it('answers in its languages and in no other', async () => {
    const { badge } = await aWorld();

    const slovenian = await get(`/b/badges/${badge.id}-v2/sl`);

    expect(await slovenian.json()).toMatchObject({ '@language': 'sl', name: 'Varuhinja reke' });
    expect((await get(`/b/badges/${badge.id}-v2/nl`)).status).toBe(404);
    expect((await get(`/b/badges/${badge.id}-v2/__proto__`)).status).toBe(404);
  });
});

describe('A badge that was asked for before', () => {
  it('is answered the same, until what it stands on changes', async () => {
    const activity = anActivity({ visibility: 'anyone', state: 'published' });
    const badge = aBadge({ earnedBy: [{ by: 'activity', activity: activity.id }] });
    const organiser = anOrganiser({ id: badge.organiser });
    const { records } = house.app.ports;
    await records.keep({ organiser: [organiser], activity: [activity], badge: [badge] });
    const [first, second] = [await get(`/b/badges/${badge.id}-v1`), await get(`/b/badges/${badge.id}-v1`)];

    await records.keep({ activity: [{ ...activity, revision: 1, state: 'unpublished' }] });
    const after = await get(`/b/badges/${badge.id}-v1`);

    expect([first.status, second.status, after.status]).toEqual([200, 200, 404]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
  });
});

describe('An award of an earlier version', () => {
  it('says which one, and that there is a newer, on its page, when it is checked, and in its badge', async () => {
    const { award, badge } = await aWorld({ award: { badgeVersion: 1 } });
    const address = encodeURIComponent(`${house.baseUrl}/b/awards/${award.address}`);

    const page = await (await get(`/b/awards/${award.address}`, browser)).text();
    const checked = await (await get(`/verify?address=${address}`, browser)).text();
    const document = await (await get(`/b/badges/${badge.id}-v1`)).json();

    for (const html of [page, checked])
      expect(html).toContain('The badge has version 2 now. This one was earned with version 1');
    expect(document.version).toBe('1');
    expect(document.related).toContainEqual({
      id: `${house.baseUrl}/b/badges/${badge.id}-v2`,
      version: '2',
    });
  });
});
