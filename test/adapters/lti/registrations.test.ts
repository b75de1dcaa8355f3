import { AddPlatform, type Registrations } from '../../../adapters/lti/index.ts';
import { anOrganiser } from '../../builders/index.ts';
import { type LtiApp, openLtiApp } from '../../support/lti-app.ts';

let app: LtiApp;
let registrations: Registrations;
beforeAll(async () => {
  app = await openLtiApp();
  registrations = app.lti.registrations;
  await app.ports.records.keep({ organiser: [anOrganiser({ slug: 'other' })] });
});
afterAll(() => app.close());

const typed = {
  issuer: 'https://lms.invalid',
  clientId: 'client-1',
  authUrl: 'https://lms.invalid/auth',
  tokenUrl: 'https://lms.invalid/token',
  keysetUrl: 'https://lms.invalid/keys',
  deploymentId: '1',
  family: 'moodle',
  organiser: 'mladi-zmaji',
};
const add = (more: object = {}) => registrations.add(AddPlatform.parse({ ...typed, ...more }));

describe('Connecting a platform', () => {
  it('lets the named deployment in, and answers what the command line prints', async () => {
    const { done } = await add();

    expect(done).toEqual({
      registration: expect.stringMatching(/^\w{20}$/),
      issuer: typed.issuer,
      clientId: 'client-1',
      family: 'moodle',
      organiser: 'mladi-zmaji',
      deployments: [{ id: '1', status: 'approved', firstSeen: expect.stringMatching(/Z$/) }],
      created: true,
      warnings: [],
    });
  });

  it('again changes its addresses, keeps its keys and lets one more deployment in', async () => {
    const keysBefore = await (await fetch(`${app.tool}/lti/keys`)).text();

    const { done } = await add({ tokenUrl: 'https://lms.invalid/new-token', deploymentId: '2' });

    expect(done?.created).toBe(false);
    expect(done?.deployments.map(({ id }) => id)).toEqual(['1', '2']);
    expect(await (await fetch(`${app.tool}/lti/keys`)).text()).toBe(keysBefore);
  });

  it('stays switched off when it was switched off', async () => {
    const { done } = await add();
    await registrations.setActive(done?.registration ?? '', false);

    await add();
    const [platform] = await registrations.list();
    await registrations.setActive(done?.registration ?? '', true);

    expect(platform?.active).toBe(false);
  });

  it('is refused for another organiser, which is told nothing about it', async () => {
    expect(await add({ organiser: 'other' })).toEqual({ refused: { why: 'other-organiser' } });
  });

  it('is refused for an organiser that is not there', async () => {
    expect(await add({ organiser: 'nobody' })).toEqual({
      refused: { why: 'organiser-unknown', organiser: 'nobody' },
    });
  });

  it('warns of addresses that are plain or private, and allows them', async () => {
    const inner = 'http://127.0.0.1:8080';
    const addresses = {
      issuer: inner,
      authUrl: `${inner}/a`,
      tokenUrl: `${inner}/t`,
      keysetUrl: `${inner}/k`,
    };

    const { done } = await add(addresses);

    expect(done?.warnings).toEqual([
      'Not encrypted, fit for tests only: http://127.0.0.1:8080',
      'Not on the public internet, allowed for this platform: 127.0.0.1',
    ]);
  });

  it.each(['ftp://lms.invalid', 'javascript:alert(1)', 'lms.invalid', ''])(
    'takes no address like "%s"',
    (authUrl) => {
      expect(AddPlatform.safeParse({ ...typed, authUrl }).success).toBe(false);
    },
  );
});

describe('What is connected', () => {
  it('is listed with its deployments', async () => {
    const list = await registrations.list();

    expect(list.map(({ issuer }) => issuer)).toEqual(['http://127.0.0.1:8080', 'https://lms.invalid']);
    expect(list[1]).toMatchObject({ organiser: 'mladi-zmaji', active: true, family: 'moodle' });
  });

  it('is not changed by a name that is not there', async () => {
    const unknown = { refused: { why: 'registration-unknown', registration: 'nowhere' } };

    expect(await registrations.setActive('nowhere', true)).toEqual(unknown);
    expect(await registrations.approve({ registration: 'nowhere', deploymentId: '1', block: false })).toEqual(
      unknown,
    );
  });
});
