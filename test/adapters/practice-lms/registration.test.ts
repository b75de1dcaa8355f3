import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scopes } from '../../../adapters/practice-lms/index.ts';
import { Classroom, claim, profiles, settingsClaim } from './classroom.ts';
import { recorded, shapeOf } from './recorded.ts';

const toolClaim = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const platformClaim = 'https://purl.imsglobal.org/spec/lti-platform-configuration';

let room: Classroom;

beforeEach(async () => {
  room = await Classroom.open();
});
afterEach(() => room.close());

interface Configuration {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  jwks_uri: string;
  registration_endpoint: string;
  [platformClaim]: { product_family_code: string };
}

interface Registered {
  client_id: string;
  scope: string;
  [toolClaim]: { deployment_id?: string; claims: string[] };
}

/** What a tool asks for, changed. */
function request(change: Record<string, unknown> = {}, settings: Record<string, unknown> = {}) {
  const { loginUrl, launchUrl, keysUrl } = room.tool.urls;
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['client_credentials', 'implicit'],
    initiate_login_uri: loginUrl,
    redirect_uris: [launchUrl],
    jwks_uri: keysUrl,
    client_name: 'Tiny tool',
    token_endpoint_auth_method: 'private_key_jwt',
    scope: [scopes.score, scopes.memberships].join(' '),
    ...change,
    [toolClaim]: {
      domain: new URL(launchUrl).host,
      target_link_uri: launchUrl,
      messages: [
        { type: 'LtiResourceLinkRequest', placements: ['course_navigation'] },
        {
          type: 'LtiDeepLinkingRequest',
          target_link_uri: `${launchUrl}?pick=1`,
          placements: ['link_selection'],
        },
      ],
      claims: ['iss', 'sub', 'name'],
      custom_parameters: { context_history: '$Context.id.history' },
      ...settings,
    },
  };
}

/** What a tool finds in the address that the administrator opens. */
async function invited(profile: (typeof profiles)[number], updates: string | null = null) {
  const address = new URL(
    room.lms.control.registrationAddress(profile, `${room.tool.url}/register?invite=x`, updates),
  );
  const token = address.searchParams.get('registration_token') ?? '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(address.searchParams.get('openid_configuration') ?? '', { headers });
  const configuration = (await answer.json()) as Configuration;
  const register = async (body: object) => {
    const registered = await fetch(configuration.registration_endpoint, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const text = await registered.text();
    return {
      status: registered.status,
      reason: registered.statusText,
      text,
      json: () => JSON.parse(text) as Registered,
    };
  };
  return { address, configuration, register };
}

describe.each(profiles)('A tool that registers itself (%s)', (profile) => {
  it('is led by what the platform tells of itself', async () => {
    const { address, configuration } = await invited(profile);

    expect(address.searchParams.get('invite')).toBe('x');
    expect(configuration).toMatchObject({
      issuer: room.lms.baseUrl,
      authorization_endpoint: room.platform(profile).authUrl,
      token_endpoint: room.platform(profile).tokenUrl,
      jwks_uri: room.platform(profile).keysetUrl,
    });
  });

  it('gets a client id of its own and launches once an administrator says so', async () => {
    const { register } = await invited(profile);

    const answer = (await register(request())).json();
    const { client_id: clientId, [toolClaim]: settings } = answer;
    room.lms.control.activate(clientId);

    const tool = room.lms.control.tools(profile).find((one) => one.clientId === clientId);
    room.tool.trust({ ...room.platform(profile), clientId, deploymentId: tool?.deployments[0] ?? '' });
    const launch = await room.launch({ clientId });
    expect(launch.aud).toBe(clientId);
    expect(launch[`${claim}deployment_id`]).toBe(tool?.deployments[0]);
    expect(launch[`${claim}target_link_uri`]).toBe(`${room.tool.urls.launchUrl}?pick=1`);
    expect(settings.deployment_id).toBe(profile === 'canvas' ? undefined : tool?.deployments[0]);
    expect(launch['email']).toBeUndefined();
    expect(launch['name']).toBe('Ana Kovač');
  });

  it('is granted no more than it asked for', async () => {
    const { register } = await invited(profile);

    const { client_id: clientId, scope } = (await register(request())).json();

    const reading = profile === 'moodle' ? [scopes.lineitemReadonly, scopes.resultReadonly] : [];
    expect(scope.split(' ').sort()).toEqual([scopes.score, scopes.memberships, ...reading].sort());
    expect(
      (await room.tool.tokenRequest({ ...room.platform(profile), clientId }, scopes.lineitem)).status,
    ).toBe(400);
  });

  it('uses its leave once', async () => {
    const { register } = await invited(profile);
    await register(request());

    const again = await register(request());

    expect([again.status, again.text]).toEqual([401, expect.stringContaining('token_already_used')]);
    expect(room.lms.control.tools(profile)).toHaveLength(2);
  });

  it.each([
    ['no key set', { jwks_uri: undefined }, {}],
    ['no redirect address', { redirect_uris: [] }, {}],
    ['a login on another host', { initiate_login_uri: 'https://elsewhere.example/login' }, {}],
    ['a domain with a scheme', {}, { domain: 'https://tool.example' }],
    ['no messages', {}, { messages: [] }],
  ])('is refused with %s, and may try again', async (_what, change, settings) => {
    const { register } = await invited(profile);

    const bad = await register(request(change, settings));
    const good = await register(request());

    expect([bad.status, good.status]).toEqual([400, profile === 'by-the-book' ? 201 : 200]);
  });

  it('cannot register without leave', async () => {
    const { configuration } = await invited(profile);

    const answer = await fetch(configuration.registration_endpoint, {
      method: 'POST',
      body: JSON.stringify(request()),
    });

    expect(answer.status).toBe(401);
  });
});

it('tells of itself as the recorded Moodle did', async () => {
  const { configuration } = await invited('moodle');

  const real = recorded('openid-configuration') as { issuer: string };
  expect(shapeOf(configuration)).toEqual(shapeOf(real));
  expect(JSON.parse(JSON.stringify(configuration).replaceAll(room.lms.baseUrl, real.issuer))).toEqual(real);
});

it('Moodle answers with what it made of it: claims nobody asked for, no launch without content, lists for words', async () => {
  const { register } = await invited('moodle');

  const answer = (await register(request({ client_uri: room.tool.url }))).json();

  expect(answer).toMatchObject({ application_type: ['web'], logo_uri: '' });
  expect(answer).not.toHaveProperty('client_uri');
  expect(answer[toolClaim]).toMatchObject({
    version: '1.3.0',
    claims: ['sub', 'iss', 'name', 'family_name', 'middle_name', 'email'],
    messages: [{ type: 'LtiDeepLinkingRequest' }],
    custom_parameters: { context_history: '$Context.id.history' },
  });
});

it.each([
  ['name_only', 'name'],
  ['anonymous', 'nothing'],
  ['public', 'name-and-email'],
] as const)(
  'Canvas goes by the privacy level, whatever claims stand beside it (%s)',
  async (level, shares) => {
    const { register } = await invited('canvas');

    const answer = await register(request({}, { 'https://canvas.instructure.com/lti/privacy_level': level }));

    const { client_id: clientId } = answer.json();
    expect(room.lms.control.tools('canvas').find((one) => one.clientId === clientId)?.shares).toBe(shares);
  },
);

it('Canvas tells nothing of itself without the token, and refuses scopes it does not know', async () => {
  const { register } = await invited('canvas');

  const bare = await fetch(`${room.lms.baseUrl}/api/lti/security/openid-configuration`);
  const unknown = await register(request({ scope: 'https://example.org/scope' }));

  expect([bare.status, unknown.status]).toEqual([401, 422]);
});

it('a tool that is registered once more can be updated instead', async () => {
  const { clientId } = room.platform('moodle');
  const { register } = await invited('moodle', clientId);

  const { client_id } = (await register(request())).json();

  expect(client_id).toBe(clientId);
  expect(room.lms.control.tools('moodle').map(({ name }) => name)).toEqual(['Tiny tool']);
});

it('a leave lasts an hour', async () => {
  let now = Date.parse('2026-10-05T07:00:00.000Z');
  const timed = await Classroom.open({ clock: { now: () => new Date(now).toISOString() } });
  const address = new URL(timed.lms.control.registrationAddress('canvas', `${timed.tool.url}/register`));

  now += 3_600_000;
  const answer = await fetch(address.searchParams.get('openid_configuration') ?? '', {
    headers: { authorization: `Bearer ${address.searchParams.get('registration_token')}` },
  });
  await timed.close();

  expect(answer.status).toBe(401);
});

describe('The administrator', () => {
  it('opens the address of the tool in a frame, activates it and shows it to teachers', async () => {
    const tool = createServer((asked, answer) => answer.end(`<h1>asked for ${asked.url}</h1>`));
    await new Promise<void>((ready) => tool.listen(0, '127.0.0.1', ready));
    const admin = await room.walker('admin', 'moodle');
    await (await admin.open(`${room.lms.baseUrl}/`)).follow('tools');

    await admin.open(`${room.lms.baseUrl}/tools/register`, {
      url: `http://127.0.0.1:${(tool.address() as AddressInfo).port}/register?invite=x`,
    });
    await admin.follow('tool');
    tool.close();

    expect(admin.html).toContain('/register?invite=x&openid_configuration=http');
  });

  it('is asked whether a tool of a known host is to be updated', async () => {
    const admin = await room.walker('admin', 'moodle');

    await admin.open(`${room.lms.baseUrl}/tools/register`, { url: `${room.tool.url}/register` });

    expect(admin.html).toContain('data-test="register-update"');
    expect(admin.html).toContain('data-test="register-new"');
  });

  it('lets teachers find a Moodle tool only once it is active and shown in the chooser', async () => {
    const { register } = await invited('moodle');
    room.lms.control.removeTool(room.platform('moodle').clientId);
    await register(request());
    const [admin, teacher] = [await room.walker('admin', 'moodle'), await room.walker('ana', 'moodle')];
    const isOffered = async () =>
      (await teacher.open(`${room.lms.baseUrl}/courses/7`)).html.includes('data-test="add-content"');

    const seen = [await isOffered()];
    await admin.open(`${room.lms.baseUrl}/tools`);
    await admin.press('activate');
    seen.push(await isOffered());
    const { action } = admin.form('data-test="save-settings"');
    await admin.open(action, { usage: 'chooser' });
    seen.push(await isOffered());

    expect(seen).toEqual([false, false, true]);
  });

  it('switches a scope off', async () => {
    const admin = await room.walker('admin', 'canvas');
    await admin.open(`${room.lms.baseUrl}/tools`);

    await admin.press('scope-score');

    expect(room.lms.control.tool('canvas').scopes).not.toContain(scopes.score);
  });

  it('is nobody else', async () => {
    const teacher = await room.walker('ana', 'moodle');

    expect((await teacher.open(`${room.lms.baseUrl}/tools`)).status).toBe(403);
  });
});

it('a Canvas tool stands where its messages place it', async () => {
  const { register } = await invited('canvas');
  const { client_id: clientId } = (await register(request())).json();
  room.lms.control.activate(clientId);
  const tool = room.lms.control.tools('canvas').find((one) => one.clientId === clientId);
  room.tool.trust({ ...room.platform('canvas'), clientId, deploymentId: tool?.deployments[0] ?? '' });

  const launch = await room.launch({ clientId, placement: 'assignment_selection' });

  expect(tool?.placements).toEqual(['course_navigation', 'link_selection']);
  expect(launch[settingsClaim]).toMatchObject({ accept_multiple: false });
});
