import { CryptographicKey, Profile, RevocationList } from '../../../adapters/badges/schema.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import { RotateIssuerKey, rotateIssuerKey } from '../../../core/badges/rotate-issuer-key.ts';
import { operator, type Someone } from '../../../core/people/actor.ts';
import { erasePerson } from '../../../core/people/erase-person.ts';
import { type City, openCity } from '../../support/city.ts';
import { ok } from '../../support/doing.ts';
import { exploredBy, reading, verdictOf } from '../../support/issued.ts';

let city: City;
let luka: Someone;
let read: ReturnType<typeof reading>;
async function open(signsAssertions: boolean) {
  city = await openCity('adults', { signsAssertions });
  luka = await city.learner('luka');
  read = reading(city.ports);
}
beforeEach(() => open(true));
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const payloadOf = (jws: string) => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
const rotate = (compromised: string | null = null) =>
  rotateIssuerKey(city.ports, operator, RotateIssuerKey.parse({ organiser: city.zmaji, compromised }));

describe('A signed Open Badges 2.0 assertion', () => {
  it('is not made unless it is switched on', async () => {
    await city.close();
    await open(false);
    const { path } = await exploredBy(city, luka);

    expect((await read(`${path}/assertion.jws`)).status).toBe(404);
    expect((await city.ports.records.issuerKeys.of(city.zmaji)).map(({ kind }) => kind)).toEqual(['ed25519']);
  });

  it('is valid from its bytes alone, and says what the hosted one says', async () => {
    const { path } = await exploredBy(city, luka);
    const [signed, hosted] = [await read(`${path}/assertion.jws`), await read(path)];

    const payload = payloadOf(signed.text);
    const { image: _, ...same } = JSON.parse(hosted.text);
    expect([signed.status, signed.type]).toEqual([200, 'text/plain']);
    expect(await verdictOf(city.ports, signed.text)).toEqual({ verdict: 'valid', errors: [] });
    expect(payload).toEqual({
      ...same,
      id: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      badge: expect.stringMatching(/-v1\/signed\/r1$/),
      verification: {
        type: 'SignedBadge',
        creator: `https://col.example/b/issuers/${city.zmaji}/signed/r1/key`,
      },
    });
  });

  it('leads to a badge, a profile with one key and a list, each as the schema says', async () => {
    const { path } = await exploredBy(city, luka);
    const payload = payloadOf((await read(`${path}/assertion.jws`)).text);
    const badge = await read(payload.badge);
    const profile = await read(String(badge.at('issuer')));
    const key = await read(String(profile.at('publicKey')));
    const list = await read(String(profile.at('revocationList')));
    const main = await read(`/b/issuers/${city.zmaji}`);

    expect(badge.at('id')).toBe(payload.badge);
    expect(key.at('id')).toBe(payload.verification.creator);
    expect(key.at('owner')).toBe(profile.at('id'));
    expect(Profile.parse(JSON.parse(profile.text))).toEqual(JSON.parse(profile.text));
    expect(CryptographicKey.parse(JSON.parse(key.text))).toEqual(JSON.parse(key.text));
    expect(RevocationList.parse(JSON.parse(list.text)).revokedAssertions).toHaveLength(2);
    expect(main.at('publicKey')).toBeUndefined();
  });

  it('stands in the list when it was revoked, with the reason; withdrawn without any', async () => {
    const [one, two] = [await exploredBy(city, luka), await exploredBy(city, await city.learner('mia'))];
    const [first, second] = [
      (await read(`${one.path}/assertion.jws`)).text,
      (await read(`${two.path}/assertion.jws`)).text,
    ];
    ok(await revokeAward(city.ports, city.iva, { address: one.award.address, reason: 'Issued by mistake' }));
    ok(await erasePerson(city.ports, operator, two.award.person));
    await city.settle();

    const list = await read(`/b/issuers/${city.zmaji}/signed/r1/revocations`);
    expect(JSON.parse(list.text).revokedAssertions.slice(2)).toEqual([
      { id: payloadOf(first).id, revocationReason: 'Issued by mistake' },
      { id: payloadOf(second).id, revocationReason: 'Withdrawn' },
    ]);
    for (const jws of [first, second])
      expect(await verdictOf(city.ports, jws)).toEqual({
        verdict: 'revoked',
        errors: ['VERIFY_SIGNED_ASSERTION_NOT_REVOKED'],
      });
    expect((await read(`${two.path}/assertion.jws`)).status).toBe(410);
  });

  it('stays good when the key is rotated, under the profile that it was signed with', async () => {
    const { path } = await exploredBy(city, luka);
    const before = (await read(`${path}/assertion.jws`)).text;

    ok(await rotate());
    const after = await exploredBy(city, await city.learner('mia'));

    expect((await verdictOf(city.ports, before)).verdict).toBe('valid');
    const fresh = (await read(`${after.path}/assertion.jws`)).text;
    expect(payloadOf(fresh).badge).toMatch(/\/signed\/r2$/);
    expect((await verdictOf(city.ports, fresh)).verdict).toBe('valid');
  });

  it('is signed anew under the same number when its key is compromised; the old copy is good no more', async () => {
    const { path } = await exploredBy(city, luka);
    const before = (await read(`${path}/assertion.jws`)).text;

    ok(await rotate('r1'));
    await city.settle();

    const after = (await read(`${path}/assertion.jws`)).text;
    expect(payloadOf(after).id).toBe(payloadOf(before).id);
    expect((await verdictOf(city.ports, after)).verdict).toBe('valid');
    expect((await verdictOf(city.ports, before)).verdict).not.toBe('valid');
    expect((await read(`/b/issuers/${city.zmaji}/signed/r1/key`)).status).toBe(404);
  });
});
