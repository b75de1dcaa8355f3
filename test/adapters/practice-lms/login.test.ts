import { Classroom, claim, profiles, settingsClaim, twoItems } from './classroom.ts';

let room: Classroom;

beforeAll(async () => {
  room = await Classroom.open();
});
afterAll(() => room.close());

/** A good authorization request after a good login, changed. */
async function authorization(
  profile: (typeof profiles)[number],
  change: Record<string, string | null>,
): Promise<URL> {
  const errand = room.lms.control.startLaunch({ profile });
  const answer = await fetch(`${errand.action}?${new URLSearchParams(errand.fields)}`, {
    redirect: 'manual',
  });
  const url = new URL(answer.headers.get('location') ?? '');
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url;
}

describe.each(profiles)('The authorization endpoint (%s)', (profile) => {
  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['a redirect address that differs in one letter', { redirect_uri: 'http://localhost/launchX' }],
  ])('sends nothing anywhere for %s', async (_what, change) => {
    const walker = await room.walker('ana', profile);

    await walker.open((await authorization(profile, change)).href);

    expect(walker.status).toBe(400);
    expect(walker.html).not.toContain('id_token');
  });

  it.each([
    ['unsupported_response_type', { response_type: 'code' }],
    ['invalid_request', { response_mode: 'query' }],
    ['invalid_request', { prompt: 'login' }],
    ['invalid_request', { nonce: null }],
    ['invalid_scope', { scope: 'profile' }],
    ['invalid_request', { lti_message_hint: 'nothing-of-ours' }],
    ['login_required', { login_hint: 'somebody-else' }],
  ])('answers %s to %j', async (error, change) => {
    const walker = await room.walker('ana', profile);

    await walker.open((await authorization(profile, change)).href);

    expect(room.tool.refusals.at(-1)).toBe(error);
  });

  it('answers login_required to who is not signed in, or as somebody else', async () => {
    const walker = await room.walker('bor', profile);

    await walker.open((await authorization(profile, {})).href);

    expect(room.tool.refusals.at(-1)).toBe('login_required');
  });

  it('gives the state back as it came', async () => {
    const url = await authorization(profile, { state: 'a&b <c>' });

    const answer = await room.lms.control.answerLogin(url.href);

    expect(answer.fields['state']).toBe('a&b <c>');
  });
});

it('Moodle forgets a launch it has answered', async () => {
  const [link] = await room.place('moodle');
  const errand = room.lms.control.startLaunch({ profile: 'moodle', person: 'luka', link: link?.id ?? '' });
  const login = await fetch(`${errand.action}?${new URLSearchParams(errand.fields)}`, { redirect: 'manual' });
  const location = login.headers.get('location') ?? '';

  const first = await room.lms.control.answerLogin(location);
  const second = await room.lms.control.answerLogin(location);

  expect([Object.keys(first.fields), second.fields['error']]).toEqual([
    ['id_token', 'state'],
    'invalid_request',
  ]);
});

it('a tool that was not told of a scope is not told of its service', async () => {
  const other = await Classroom.open();
  const { clientId } = other.platform('by-the-book');
  other.lms.control.switchScopeOff(
    'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  );
  other.lms.control.share('nothing', clientId);

  const launch = await other.launch({});

  expect(JSON.stringify(launch)).not.toMatch(/memberships|Ana|Kovač/);
  expect(launch.sub).toBe(other.id('ana', 'by-the-book'));
  await other.close();
});

it('a rolled key is in the key set, and the old one stays or goes as wished', async () => {
  const kids = async () => {
    const answer = await fetch(room.platform('by-the-book').keysetUrl);
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };
  const before = await kids();

  room.lms.control.rollKey();
  const rolled = await kids();
  room.lms.control.rollKey(false);
  const alone = await kids();

  expect(rolled).toEqual([...before, expect.any(String)]);
  expect(alone).toHaveLength(1);
  expect(before).not.toContain(alone[0]);
  expect((await room.launch({}))[`${claim}version`]).toBe('1.3.0');
});

describe.each(profiles)('A deep-linking answer (%s)', (profile) => {
  const placed = async (change: Record<string, unknown>, items: readonly object[] = [twoItems[1] ?? {}]) => {
    const request = await room.launch({ profile });
    const jwt = await room.tool.selection(room.platform(profile), request, items, change);
    const settings = request[settingsClaim] as { deep_link_return_url: string };
    return room.lms.control.placeContent(settings.deep_link_return_url, jwt);
  };

  it.each([
    ['issuer', { iss: 'another' }],
    ['audience', { aud: 'https://elsewhere.example' }],
    ['deployment', { [`${claim}deployment_id`]: 'another' }],
    ['message type', { [`${claim}message_type`]: 'LtiResourceLinkRequest' }],
    ['version', { [`${claim}version`]: '1.1' }],
    ['nonce', { nonce: undefined }],
    ['time', { iat: 11_111, exp: 22_222 }],
  ])('is refused for its %s', async (_what, change) => {
    const before = room.lms.control.links('7', profile).length;

    await expect(placed(change)).rejects.toThrow();

    expect(room.lms.control.links('7', profile)).toHaveLength(before);
  });

  it('is refused for an item of a type nobody asked for', async () => {
    await expect(placed({}, [{ type: 'file', url: 'https://files.example/a' }])).rejects.toThrow('file');
  });

  it('is refused when another key signed it', async () => {
    const request = await room.launch({ profile });
    const other = await Classroom.open();
    await other.tool.rollKey('tiny-1');
    const jwt = await other.tool.selection(room.platform(profile), request, []);

    const settings = request[settingsClaim] as { deep_link_return_url: string };
    await expect(room.lms.control.placeContent(settings.deep_link_return_url, jwt)).rejects.toThrow();

    await other.close();
  });

  it('counts once', async () => {
    const request = await room.launch({ profile });
    const jwt = await room.tool.selection(room.platform(profile), request, [twoItems[1] ?? {}]);
    const { deep_link_return_url: url } = request[settingsClaim] as { deep_link_return_url: string };
    await room.lms.control.placeContent(url, jwt);

    await expect(room.lms.control.placeContent(url, jwt)).rejects.toThrow('before');
  });

  it('may be empty', async () => {
    expect(await placed({}, [])).toEqual([]);
  });

  it('is believed after the tool rolled its key', async () => {
    await room.tool.rollKey(`next-${profile}`);

    expect(await placed({})).toHaveLength(1);
  });
});

it.each(['by-the-book', 'canvas'] as const)('data must come back as it went out (%s)', async (profile) => {
  const request = await room.launch({ profile });
  const changed = { 'https://purl.imsglobal.org/spec/lti-dl/claim/data': 'changed' };
  const jwt = await room.tool.selection(room.platform(profile), request, [], changed);

  const { deep_link_return_url: url } = request[settingsClaim] as { deep_link_return_url: string };
  await expect(room.lms.control.placeContent(url, jwt)).rejects.toThrow('data');
});
