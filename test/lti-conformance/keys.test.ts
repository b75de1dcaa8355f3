import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { dayMs, hourMs } from '../../core/instant.ts';
import { choosing, keepMakers, open } from '../support/course.ts';
import { forgeGrades } from '../support/forged-grades.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';

let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
});
afterAll(() => at.close());

const published = async (): Promise<string[]> => {
  const { keys } = await (await fetch(`${at.app.tool}/lti/keys`)).json();
  return keys.map(({ kid }: { kid: string }) => kid);
};

/** Signed now, and checked as the platform would. @returns the key that signed */
async function signed(): Promise<string | undefined> {
  const { visit } = await open(at, { claims: choosing() });
  const { jwt } = await at.app.lti.bridge.place(visit, []);
  await jwtVerify(jwt, createLocalJWKSet(await (await fetch(`${at.app.tool}/lti/keys`)).json()));
  return decodeProtectedHeader(jwt).kid;
}

describe('Our own keys change without anybody registering again', () => {
  it('a new one is published a day before it is used, the old one for two weeks after', async () => {
    const [old] = await published();
    const { done } = await at.app.lti.registrations.rotateKeys(at.registration);
    const [announced] = done ?? [];
    if (!old || !announced) throw new Error('Nothing was announced');
    const seen: [string[], string | undefined][] = [];
    const look = async () => {
      await at.app.lti.upkeep();
      seen.push([(await published()).sort(), await signed()]);
    };

    await look();
    at.app.clock.advance(dayMs - hourMs);
    await look();
    at.app.clock.advance(2 * hourMs);
    await look();
    at.app.clock.advance(14 * dayMs + hourMs);
    await look();

    const both = [old, announced.kid].sort();
    expect(seen).toEqual([
      [both, old],
      [both, old],
      [both, announced.kid],
      [[announced.kid], announced.kid],
    ]);
    expect(await at.app.ports.keyValues.find('lti.privatekey', {})).toHaveLength(1);
  });

  it('asked twice names the same, and tells from when it is used', async () => {
    const [one, again] = [
      await at.app.lti.registrations.rotateKeys(at.registration),
      await at.app.lti.registrations.rotateKeys(null),
    ];

    expect(one).toEqual(again);
    expect(one.done).toEqual([
      { registration: at.registration, kid: expect.stringMatching(/^\w{32}$/), from: expect.any(String) },
    ]);
  });

  it('an access token is asked for with the key in use', async () => {
    const grades = forgeGrades(at.app.tool, at.platform);
    at.app.clock.advance(dayMs + hourMs);
    await at.app.lti.upkeep();
    const current = await signed();

    const column = grades.addColumn();
    const { visit } = await open(at, {
      query: '?item=p_makers&link=keys',
      claims: { 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': grades.claim(column) },
    });
    if (!visit.placement) throw new Error('Nothing was bound');
    await at.app.ports.gradebook.read(visit.placement);

    expect(grades.tokens).toHaveLength(1);
    expect((await published()).includes(current ?? '')).toBe(true);
  });

  it('after ninety days a new one is announced by itself', async () => {
    const before = await published();
    at.app.clock.advance(91 * dayMs);

    await at.app.lti.upkeep();
    await at.app.lti.upkeep();

    const now = await published();
    expect(now.filter((kid) => !before.includes(kid))).toHaveLength(1);
  });

  it('a platform that was switched off stays so under its new key', async () => {
    await at.app.lti.registrations.setActive(at.registration, false);
    at.app.clock.advance(2 * dayMs);
    await at.app.lti.upkeep();

    const page = await at.launch();
    await at.app.lti.registrations.setActive(at.registration, true);

    expect(page.code).toBe('PLATFORM_INACTIVE');
    expect(await signed()).toEqual(expect.any(String));
  });

  it('an unknown registration is refused', async () => {
    expect((await at.app.lti.registrations.rotateKeys('nowhere')).refused?.why).toBe('registration-unknown');
  });
});
