import { scopes } from '../../../adapters/practice-lms/index.ts';
import { Caller, Classroom, profiles, types } from './classroom.ts';

let room: Classroom;

beforeAll(async () => {
  room = await Classroom.open();
});
afterAll(() => room.close());

describe.each(profiles)('The token endpoint (%s)', (profile) => {
  it('gives a token for an hour to who proves to be the tool', async () => {
    const answer = await room.tool.tokenRequest(room.platform(profile), scopes.score);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: scopes.score,
    });
  });

  it.each([
    ['an expired assertion', { iat: 11_111, exp: 22_222 }, undefined],
    ['an assertion without a kid', {}, {}],
    ['an unknown client', { iss: 'nobody', sub: 'nobody' }, undefined],
    ['another subject', { sub: 'somebody-else' }, undefined],
    ['a key that is not in the key set', {}, { kid: 'unknown' }],
  ])('answers 400 to %s', async (_what, change, header) => {
    const answer = await room.tool.tokenRequest(room.platform(profile), scopes.score, change, header);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toHaveProperty('error');
  });

  it('answers 400 to what is no token request', async () => {
    const answer = await fetch(room.platform(profile).tokenUrl, {
      method: 'POST',
      body: 'grant_type=password',
    });

    expect(answer.status).toBe(400);
  });

  it('refuses scopes nobody knows', async () => {
    const answer = await room.tool.tokenRequest(room.platform(profile), 'https://example.org/scope');

    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_scope' }]);
  });
});

it.each([
  ['by-the-book', 400],
  ['moodle', 200],
  ['canvas', 400],
] as const)('%s answers %i to an assertion for another audience', async (profile, status) => {
  const answer = await room.tool.tokenRequest(room.platform(profile), scopes.score, {
    aud: 'https://elsewhere.example',
  });

  expect(answer.status).toBe(status);
});

it.each([
  ['by-the-book', 400],
  ['moodle', 200],
  ['canvas', 400],
] as const)('%s answers %i to an assertion that comes twice', async (profile, status) => {
  const jti = crypto.randomUUID();
  await room.tool.tokenRequest(room.platform(profile), scopes.score, { jti });

  const again = await room.tool.tokenRequest(room.platform(profile), scopes.score, { jti });

  expect(again.status).toBe(status);
});

it('Moodle drops scopes it does not know and says so in its words', async () => {
  const mixed = await room.tool.tokenRequest(
    room.platform('moodle'),
    `${scopes.score} https://example.org/scope`,
  );
  const kidless = await room.tool.tokenRequest(room.platform('moodle'), scopes.score, {}, {});
  const expired = await room.tool.tokenRequest(room.platform('moodle'), scopes.score, { iat: 1, exp: 2 });

  expect(await mixed.json()).toMatchObject({ scope: scopes.score });
  expect(await kidless.text()).toBe('{\n  "error": "error/Error: kid must be provided in JWT header."\n}');
  expect(await expired.text()).toBe('{\n  "error": "Expired token"\n}');
});

describe.each(profiles)('A token (%s)', (profile) => {
  const lineItems = () =>
    `${room.lms.baseUrl}${{ moodle: '/mod/lti/services.php/7/lineitems?type_id=1', canvas: '/api/lti/courses/7/line_items', 'by-the-book': '/services/courses/7/line-items' }[profile]}`;

  it('opens only the doors of its scopes', async () => {
    const caller = await Caller.of(room, profile, scopes.score);

    const answer = await caller.get(lineItems(), types.lineItems);

    expect(answer.status).toBe(profile === 'moodle' ? 401 : 403);
  });

  it('that nobody gave opens nothing', async () => {
    expect((await new Caller('garbage').get(lineItems(), types.lineItems)).status).toBe(401);
  });

  it('is over when the platform says so', async () => {
    const caller = await Caller.of(room, profile, scopes.lineitem);
    const before = await caller.get(lineItems(), types.lineItems);

    room.lms.control.expireToken();

    expect([before.status, (await caller.get(lineItems(), types.lineItems)).status]).toEqual([200, 401]);
  });

  it('loses a scope that is switched off', async () => {
    const other = await Classroom.open();
    const caller = await Caller.of(other, profile, scopes.lineitem);
    const url = lineItems().replace(room.lms.baseUrl, other.lms.baseUrl);

    other.lms.control.switchScopeOff(scopes.lineitem, other.platform(profile).clientId);

    expect((await caller.get(url, types.lineItems)).status).toBe(profile === 'moodle' ? 401 : 403);
    expect((await other.tool.tokenRequest(other.platform(profile), scopes.lineitem)).status).toBe(400);
    await other.close();
  });

  it('of another profile opens nothing', async () => {
    const stranger = profile === 'moodle' ? 'canvas' : 'moodle';
    const caller = await Caller.of(room, stranger, scopes.lineitem);

    expect((await caller.get(lineItems(), types.lineItems)).status).toBe(401);
  });
});
