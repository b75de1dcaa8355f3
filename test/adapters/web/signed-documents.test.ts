import { request } from 'node:http';
import sharp from 'sharp';
import type { Award } from '../../../core/badges/award.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import { signOlder } from '../../../core/badges/sign-older.ts';
import { instant } from '../../../core/instant.ts';
import { operator } from '../../../core/people/actor.ts';
import { aBadge, anAward, anOrganiser, aPerson } from '../../builders/index.ts';
import { ok } from '../../support/doing.ts';
import { type House, openHouse } from '../../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ signsAssertions: true });
});
afterAll(async () => {
  expect(house.errors).toEqual([]);
  await house.close();
});

/** Released, and signed. */
async function anIssuedAward(more: Partial<Award> = {}) {
  const organiser = anOrganiser();
  const [badge, person] = [aBadge({ organiser: organiser.id }), aPerson()];
  const award = anAward({
    badge: badge.id,
    organiser: organiser.id,
    person: person.id,
    address: house.app.ports.ids.code(16),
    releasedAt: instant('2026-10-15T16:00:00.000Z'),
    recipient: { type: 'url', salt: 'c2FsdA', identity: `sha256$${'ab'.repeat(32)}` },
    ...more,
  });
  const { records } = house.app.ports;
  await records.keep({ organiser: [organiser], badge: [badge], person: [person], award: [award] });
  await signOlder(house.app.ports);
  const placed = await records.awards.byAddress(award.address);
  return {
    organiser,
    badge,
    award,
    path: `/b/awards/${award.address}`,
    status: `/b/status/${placed?.status?.list}`,
    did: `/b/issuers/${organiser.id}/did.json`,
  };
}

const get = (path: string, accept = '*/*', method = 'GET') =>
  fetch(`${house.baseUrl}${path}`, { redirect: 'manual', method, headers: { accept } });
const statusWith = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((status, failed) => {
    request(`${house.baseUrl}${path}`, { headers }, (answer) => status(answer.resume().statusCode))
      .on('error', failed)
      .end();
  });
const typeOf = (answer: Response) => answer.headers.get('content-type')?.split(';')[0];
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('What is signed', () => {
  it('answers at its addresses, each in its own type and for as long as it may be kept', async () => {
    const { path, status, did, badge, organiser } = await anIssuedAward();
    const signed = `/b/issuers/${organiser.id}/signed/r1`;
    const expected: Record<string, [string, string]> = {
      [`${path}/credential`]: ['application/vc', 'no-cache'],
      [`${path}/assertion.jws`]: ['text/plain', 'no-cache'],
      [`${path}.png`]: ['image/png', 'no-cache'],
      [`${path}.svg`]: ['image/svg+xml', 'no-cache'],
      [status]: ['application/vc', 'public, max-age=300'],
      [did]: ['application/json', 'public, max-age=300'],
      [`/b/badges/${badge.id}-v1/achievement`]: ['application/ld+json', 'public, max-age=86400'],
      [`/b/badges/${badge.id}-v1/signed/r1`]: ['application/ld+json', 'public, max-age=86400'],
      [signed]: ['application/ld+json', 'public, max-age=300'],
      [`${signed}/key`]: ['application/ld+json', 'public, max-age=300'],
      [`${signed}/revocations`]: ['application/ld+json', 'public, max-age=300'],
    };

    for (const [address, [type, caching]] of Object.entries(expected)) {
      const answer = await get(address);
      expect([address, answer.status, typeOf(answer)]).toEqual([address, 200, type]);
      expect([address, answer.headers.get('cache-control')]).toEqual([address, caching]);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('etag')).toMatch(/^"[\w-]{43}"$/);
      const again = await statusWith(address, { 'If-None-Match': answer.headers.get('etag') ?? '' });
      expect([address, again]).toEqual([address, 304]);
    }
  });

  it.each([
    ['application/json', 'application/json'],
    ['application/vc', 'application/vc'],
    ['application/ld+json', 'application/ld+json'],
    [browser, 'application/vc'],
    ['application/vc+ld+json', 'application/vc'],
  ])('is a credential for who asks for "%s": %s', async (accept, type) => {
    const { path, status } = await anIssuedAward();

    for (const address of [`${path}/credential`, status]) {
      const answer = await get(address, accept);
      expect([answer.status, typeOf(answer)]).toEqual([200, type]);
      expect(answer.headers.get('vary')).toMatch(/\bAccept\b/);
    }
  });

  it('is the same bytes every time, also as a picture', async () => {
    const { path, status } = await anIssuedAward();

    for (const address of [`${path}/credential`, `${path}.png`, status]) {
      const [one, two] = await Promise.all([get(address), get(address)]);
      expect(await one.text()).toBe(await two.text());
    }
  });

  it('is a picture like any other, and a drawing that can run nothing', async () => {
    const { path } = await anIssuedAward();
    const png = Buffer.from(await (await get(`${path}.png`)).arrayBuffer());
    const svg = await get(`${path}.svg`);

    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 600, height: 600 });
    expect(svg.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('leads from a badge without its version to the newest', async () => {
    const { badge } = await anIssuedAward();

    const answer = await get(`/b/badges/${badge.id}/achievement`);

    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `/b/badges/${badge.id}-v1/achievement`,
    ]);
  });

  it.each([
    '/b/status/0',
    '/b/status/999999',
    '/b/status/x',
    '/b/status/1e3',
    '/b/awards/AAAAAAAAAAAAAAAA/credential',
    '/b/awards/AAAAAAAAAAAAAAAA.png',
    '/b/awards/.png',
    '/b/issuers/nobody/did.json',
    '/b/issuers/nobody/signed/r1',
    '/b/issuers/nobody/signed/r1/key',
    '/b/badges/nothing-v1/achievement',
    '/b/badges/nothing-v1/signed/r1',
  ])('is not there otherwise, for any site to read (%s)', async (path) => {
    const answer = await get(path);

    expect([answer.status, (await answer.json()).code]).toEqual([404, 'NOT_FOUND']);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('says what is gone, and in the list that it was revoked', async () => {
    const { path, award, status } = await anIssuedAward();
    const before = (await (await get(status)).json()).credentialSubject.encodedList;

    ok(await revokeAward(house.app.ports, operator, { address: award.address, reason: 'Issued by mistake' }));
    await house.settle();

    const forms = ['.png', '.svg', '', '/credential'];
    const statuses = await Promise.all(forms.map(async (form) => (await get(path + form)).status));
    expect(statuses).toEqual([410, 410, 410, 200]);
    expect((await (await get(status)).json()).credentialSubject.encodedList).not.toBe(before);
  });
});
