import type { Badge } from '../../../core/badges/badge.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type City, openCity } from '../../support/city.ts';
import { doing, ok } from '../../support/doing.ts';
import { libraryVerdict, reading, released, schemaTroubles, verdictOf } from '../../support/issued.ts';

let city: City;
let luka: Someone;
let read: ReturnType<typeof reading>;
beforeEach(async () => {
  city = await openCity();
  luka = await city.learner('luka');
  read = reading(city.ports);
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

async function earned() {
  await doing(city).declare(luka, city.explore);
  await city.settle();
  const badge: Badge = await city.badgeOf(city.explore);
  const award = await city.ports.records.awards.latest(badge.id, luka.person);
  if (!award) throw new Error('No award');
  return { ...(await released(city.ports, luka, award.id)), badge };
}

describe('An award that was issued and released', () => {
  it('is valid in every form, from bytes alone', async () => {
    const { path } = await earned();
    const [hosted, credential, png, svg] = await Promise.all(
      ['', '/credential', '.png', '.svg'].map((form) => read(path + form)),
    );

    expect(hosted?.type).toBe('application/ld+json');
    expect(credential?.type).toBe('application/vc');
    expect([png?.type, svg?.type]).toEqual(['image/png', 'image/svg+xml']);
    const good = { verdict: 'valid', errors: [] };
    expect(await verdictOf(city.ports, hosted?.text ?? '')).toEqual(good);
    expect(await verdictOf(city.ports, credential?.text ?? '')).toEqual(good);
    expect(await verdictOf(city.ports, png?.body ?? '')).toEqual(good);
    expect(await verdictOf(city.ports, svg?.body ?? '')).toEqual(good);
  });

  it('is a credential to the published schema and to Digital Bazaar’s own library', async () => {
    const { path } = await earned();
    const credential = await read(`${path}/credential`);

    expect(schemaTroubles(credential.text)).toEqual([]);
    expect(await libraryVerdict(city.ports, credential.text)).toMatchObject({ verified: true });
  });

  it('says so when it was revoked: gone, with the reason; a bit in the list', async () => {
    const { path, award } = await earned();
    const before = await read(`${path}/credential`);
    ok(await revokeAward(city.ports, city.iva, { address: award.address, reason: 'Issued by mistake' }));
    await city.settle();

    const [hosted, credential, png] = await Promise.all(
      ['', '/credential', '.png'].map((form) => read(path + form)),
    );
    expect([hosted?.status, credential?.status, png?.status]).toEqual([410, 200, 410]);
    expect(credential?.text).toBe(before.text);
    expect(await verdictOf(city.ports, before.text)).toMatchObject({ verdict: 'revoked' });
    const said = await libraryVerdict(city.ports, before.text);
    expect(said).toMatchObject({ statusResult: { results: [{ status: true }] } });
  });
});
