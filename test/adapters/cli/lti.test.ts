import { aDesk, type Desk, openOrganiser } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = aDesk();
  await openOrganiser(desk);
});
afterEach(() => desk.clear());

const platform = {
  issuer: 'https://moodle.example',
  'client-id': 'abc123',
  'auth-url': 'https://moodle.example/mod/lti/auth.php',
  'token-url': 'https://moodle.example/mod/lti/token.php',
  'keyset-url': 'https://moodle.example/mod/lti/certs.php',
  'deployment-id': '1',
  family: 'moodle',
  organiser: 'zmaji',
};
const add = (more: Partial<Record<keyof typeof platform | 'audience', string>> = {}) =>
  desk.col(
    'lti',
    'add-platform',
    '--json',
    ...Object.entries({ ...platform, ...more }).flatMap(([key, value]) => [`--${key}`, value]),
  );

describe('col lti add-platform', () => {
  it('connects a platform, approves its deployment, and says so', async () => {
    const told = await add();

    expect(told.code).toBe(0);
    expect(told.json).toEqual({
      registration: expect.stringMatching(/^[0-9a-f]{20}$/),
      issuer: 'https://moodle.example',
      clientId: 'abc123',
      family: 'moodle',
      organiser: 'zmaji',
      deployments: [{ id: '1', status: 'approved', firstSeen: expect.any(String) }],
      created: true,
      warnings: [],
    });
  });

  it('again updates addresses and approves another deployment of the same registration', async () => {
    const first = await add();
    const again = await add({ 'deployment-id': '2', 'auth-url': 'https://moodle.example/auth' });

    expect(again.json).toMatchObject({ registration: first.json.registration, created: false });
    expect(again.json.deployments.map(({ id }: { id: string }) => id)).toEqual(['1', '2']);
    expect((await desk.col('lti', 'platforms', '--json')).json).toHaveLength(1);
  });

  it('refuses the registration of another organiser, and an organiser that is not there', async () => {
    await add();
    await openOrganiser(desk, 'other');

    expect(await add({ organiser: 'other' })).toMatchObject({ code: 1, json: { why: 'other-organiser' } });
    expect(await add({ organiser: 'none' })).toMatchObject({
      code: 1,
      json: { why: 'organiser-unknown', organiser: 'none' },
    });
  });

  it('takes plain http, with a warning', async () => {
    const told = await add({ issuer: 'http://10.0.0.5' });

    expect([told.code, told.json.warnings[0]]).toEqual([0, expect.stringContaining('http://10.0.0.5')]);
  });

  it('names every option that is wrong, and what is missing', async () => {
    const wrong = await add({ issuer: 'moodle', family: 'blackboard', audience: 'cats' });
    const missing = await desk.col('lti', 'add-platform', '--issuer', 'https://moodle.example', '--json');

    expect(wrong.json.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      '--audience',
      '--family',
      '--issuer',
    ]);
    expect([missing.code, missing.json.why]).toEqual([1, 'usage']);
  });
});

describe('col lti platforms, approve, activate, deactivate', () => {
  it('list and change what is connected', async () => {
    const { registration } = (await add()).json;

    const off = await desk.col('lti', 'deactivate', '--registration', registration, '--json');
    const blocked = await desk.col(
      ...['lti', 'approve', '--registration', registration, '--deployment-id', '1', '--block', '--json'],
    );
    const on = await desk.col('lti', 'activate', '--registration', registration, '--json');
    const list = await desk.col('lti', 'platforms', '--json');

    expect(off.json).toMatchObject({ registration, active: false });
    expect(blocked.json.deployments).toMatchObject([{ id: '1', status: 'blocked' }]);
    expect(on.json).toMatchObject({ registration, active: true });
    expect(list.json).toEqual([on.json]);
    expect(Object.keys(on.json).sort()).toEqual([
      'active',
      'clientId',
      'deployments',
      'family',
      'issuer',
      'organiser',
      'registration',
    ]);
  });

  it('refuse a registration that is not there', async () => {
    for (const command of [['activate'], ['deactivate'], ['approve', '--deployment-id', '1']]) {
      const told = await desk.col('lti', ...command, '--registration', 'none', '--json');
      expect([told.code, told.json]).toEqual([1, { why: 'registration-unknown', registration: 'none' }]);
    }
  });

  it('say so where nothing is connected', async () => {
    expect(await desk.col('lti', 'platforms')).toMatchObject({ code: 0, out: 'No platform is connected.' });
    expect((await desk.col('lti', 'platforms', '--json')).json).toEqual([]);
  });
});

describe('col lti invite', () => {
  it('prints an address that is good once, for seven days, and is shown only here', async () => {
    const told = await desk.col('lti', 'invite', '--organiser', 'zmaji', '--family', 'moodle', '--json');

    expect(told.code).toBe(0);
    expect(told.json).toEqual({
      url: expect.stringMatching(/^http:\/\/localhost:3999\/lti\/register\?invite=[\w-]{43}$/),
      expiresAt: expect.stringMatching(/Z$/),
      family: 'moodle',
      organiser: 'zmaji',
    });
    const days = (Date.parse(told.json.expiresAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  it('refuses an organiser that is not there, and a family that is none', async () => {
    expect(
      await desk.col('lti', 'invite', '--organiser', 'none', '--family', 'moodle', '--json'),
    ).toMatchObject({
      code: 1,
      json: { why: 'organiser-unknown' },
    });
    expect(
      await desk.col('lti', 'invite', '--organiser', 'zmaji', '--family', 'other', '--json'),
    ).toMatchObject({
      code: 1,
      json: { why: 'bad-input', errors: [{ path: '--family' }] },
    });
  });
});

describe('col lti rotate-keys', () => {
  it('announces a new key for each platform, or for one', async () => {
    const { registration } = (await add()).json;

    const all = await desk.col('lti', 'rotate-keys', '--json');
    const one = await desk.col('lti', 'rotate-keys', '--registration', registration, '--json');

    expect(all.json).toEqual([
      { registration, kid: expect.stringMatching(/^\w{32}$/), from: expect.stringMatching(/Z$/) },
    ]);
    expect(one.json).toEqual(all.json);
  });

  it('refuses a registration that is not there', async () => {
    expect(await desk.col('lti', 'rotate-keys', '--registration', 'none', '--json')).toMatchObject({
      code: 1,
      json: { why: 'registration-unknown' },
    });
  });
});
