import type { Award } from '../../../core/badges/award.ts';
import { credentialOf } from '../../../core/badges/credential.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import { RotateIssuerKey, rotateIssuerKey } from '../../../core/badges/rotate-issuer-key.ts';
import { signOlder } from '../../../core/badges/sign-older.ts';
import { domainEvent } from '../../../core/domain-events.ts';
import { minuteMs } from '../../../core/instant.ts';
import { operator, type Someone } from '../../../core/people/actor.ts';
import { seeNotices } from '../../../core/people/see-notices.ts';
import { anActor, anAward, anEndorsement } from '../../builders/index.ts';
import { type City, openCity } from '../../support/city.ts';
import { doing, ok } from '../../support/doing.ts';
import { reading, released, verdictOf } from '../../support/issued.ts';

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

async function earnedBy(who: Someone): Promise<Award> {
  await doing(city).declare(who, city.explore);
  await city.settle();
  const award = await city.ports.records.awards.latest((await city.badgeOf(city.explore)).id, who.person);
  if (!award) throw new Error('No award');
  return (await released(city.ports, who, award.id)).award;
}
const credentialText = async ({ address }: Award) => (await read(`/b/awards/${address}/credential`)).text;
const rotate = (compromised: string | null = null) =>
  rotateIssuerKey(city.ports, operator, RotateIssuerKey.parse({ organiser: city.zmaji, compromised }));
const kids = async () =>
  (await city.ports.records.issuerKeys.of(city.zmaji)).map(({ kid, state }) => `${kid} ${state}`);

describe('The keys of an organiser', () => {
  it('are made when the first badge is issued, and readable by nobody', async () => {
    expect(await kids()).toEqual([]);
    const before = await read(`/b/issuers/${city.zmaji}/did.json`);

    await earnedBy(luka);

    const [key] = await city.ports.records.issuerKeys.of(city.zmaji);
    const did = await read(`/b/issuers/${city.zmaji}/did.json`);
    expect(before.at('verificationMethod')).toBeUndefined();
    expect(await kids()).toEqual(['ed-2026-1 current']);
    expect(did.at('verificationMethod', 0, 'publicKeyMultibase')).toBe(key?.publicKey);
    expect(key?.publicKey).toMatch(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/);
    expect(key?.sealed).toMatch(/^v1\./);
    expect(() => city.ports.secrets.open(key?.sealed ?? '', 'issuer-key/other/ed-2026-1')).toThrow();
  });

  it('are one, however many badges are issued at once', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => city.learner(name)));
    for (const one of people) await doing(city).declare(one, city.explore);
    await city.settle();

    expect(await kids()).toEqual(['ed-2026-1 current']);
    expect(await city.ports.records.statusLists.last()).toBe(1);
    expect(await city.ports.records.awards.countIn(1)).toBe(4);
  });

  it('are rotated: what the old one signed stays good, byte for byte', async () => {
    const award = await earnedBy(luka);
    const before = await credentialText(award);

    ok(await rotate());
    const mia = await earnedBy(await city.learner('mia'));

    expect(await kids()).toEqual(['ed-2026-1 retired', 'ed-2026-2 current']);
    expect(await credentialText(award)).toBe(before);
    expect((await verdictOf(city.ports, before)).verdict).toBe('valid');
    expect(await credentialText(mia)).toContain('#ed-2026-2');
    expect((await verdictOf(city.ports, await credentialText(mia))).verdict).toBe('valid');
  });

  it('that are compromised sign no more: copies fail, what still holds is signed anew and its holder told', async () => {
    const award = await earnedBy(luka);
    const gone = await earnedBy(await city.learner('mia'));
    ok(await revokeAward(city.ports, city.iva, { address: gone.address, reason: 'Not hers at all' }));
    await city.settle();
    const stolen = await credentialText(award);
    city.clock.advance(minuteMs);

    ok(await rotate('ed-2026-1'));
    await city.settle();

    const fresh = await credentialText(award);
    expect(await kids()).toEqual(['ed-2026-1 compromised', 'ed-2026-2 current']);
    expect(await verdictOf(city.ports, stolen)).toMatchObject({ errors: ['VERIFY_KEY_BINDING'] });
    expect((await verdictOf(city.ports, fresh)).verdict).toBe('valid');
    const [old, now] = [JSON.parse(stolen), JSON.parse(fresh)];
    for (const same of ['id', 'awardedDate', 'credentialStatus', 'credentialSubject'])
      expect(now[same]).toEqual(old[same]);
    expect(now.validFrom > old.validFrom).toBe(true);
    expect((await read('/b/status/1')).text).toContain('#ed-2026-2');
    expect((await verdictOf(city.ports, await credentialText(gone))).verdict).toBe('revoked');
    const notes = (await seeNotices(city.ports, luka)).map(({ note }) => note.kind);
    expect(notes.filter((kind) => kind === 'award-signed-again')).toHaveLength(1);
  });

  it('that are compromised are replaced in endorsements that were given too', async () => {
    await earnedBy(luka);
    const endorsement = anEndorsement({
      endorser: { organiser: city.zmaji },
      state: 'signed',
      text: { original: 'en', in: { en: 'We hire who has it.' } },
      coversVersion: 1,
      signedAt: city.clock.now(),
    });
    const signed = domainEvent(operator, 'endorsement.signed', { endorsement: endorsement.id });
    await city.ports.records.keep({ endorsement: [endorsement] }, [signed]);
    await city.settle();
    const before = await city.ports.records.endorsements.byId(endorsement.id);

    ok(await rotate('ed-2026-1'));
    await city.settle();

    const after = await city.ports.records.endorsements.byId(endorsement.id);
    expect(before?.credential).toContain('#ed-2026-1"');
    expect(after?.credential).toContain('#ed-2026-2"');
    expect(after?.status).toEqual(before?.status);
  });

  it('are for the operator to rotate, and only those that there are', async () => {
    await earnedBy(luka);
    const input = RotateIssuerKey.parse({ organiser: city.zmaji });

    expect((await rotate('ed-2020-9')).refused).toEqual({
      why: 'key-unknown',
      kid: 'ed-2020-9',
      known: ['ed-2026-1'],
    });
    expect((await rotateIssuerKey(city.ports, anActor(), input)).refused?.why).toBe('not-allowed');
    expect(await kids()).toEqual(['ed-2026-1 current']);
  });
});

describe('Awards that are older than credentials', () => {
  it('are signed by a job that can be cut off and goes on where it ended', async () => {
    const people = ['a', 'b', 'c'];
    for (const name of people) await plainAward(name);
    const told: string[] = [];

    const first = await signOlder(city.ports, ({ signed, all }) => {
      told.push(`${signed} of ${all}`);
      return signed < 2;
    });
    const second = await signOlder(city.ports);

    expect(told).toEqual(['1 of 3', '2 of 3']);
    expect([first.signed, second.signed]).toEqual([2, 1]);
    expect(await city.ports.records.awards.countUnsigned()).toBe(0);
    expect((await signOlder(city.ports)).all).toBe(0);
  });

  it('are signed once when two do it at the same time', async () => {
    await plainAward('a');

    await Promise.all([signOlder(city.ports), signOlder(city.ports)]);

    const award = await latestOf('a');
    const credential = await city.ports.records.credentials.byId(credentialOf(award));
    expect(credential?.revision).toBe(1);
    expect(await city.ports.records.awards.countIn(1)).toBe(1);
    expect((await verdictOf(city.ports, credential?.document ?? '')).verdict).toBe('valid');
  });

  const latestOf = async (name: string) => {
    const badge = await city.badgeOf(city.explore);
    const award = await city.ports.records.awards.latest(badge.id, (await city.learner(name)).person);
    if (!award) throw new Error('No award');
    return award;
  };

  /** As a release before this one left it. */
  async function plainAward(name: string) {
    const person = await city.learner(name);
    const badge = await city.badgeOf(city.explore);
    await city.ports.records.keep({
      award: [
        anAward({
          badge: badge.id,
          organiser: city.zmaji,
          person: person.person,
          releasedAt: city.clock.now(),
          issuedAt: city.clock.now(),
        }),
      ],
    });
  }
});
