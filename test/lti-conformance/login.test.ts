import { openForgingPlatform, startLogin } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';
import { openTab } from '../support/tab.ts';

let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
});
afterAll(() => at.close());

const refusedLogin = async (login: Record<string, string | undefined>) => {
  const { page } = await startLogin(at.app.tool, at.platform, { login });
  expect(page.headers.get('location')).toBeNull();
  return `${page.status} ${page.code}`;
};

describe('A login', () => {
  it('goes on to the registered endpoint, with one constant address to come back to', async () => {
    const { page, sentTo, state, nonce } = await startLogin(at.app.tool, at.platform, { query: '?item=p_x' });

    expect(page.status).toBe(302);
    expect(`${sentTo?.origin}${sentTo?.pathname}`).toBe(`${at.platform.issuer}/auth`);
    expect(Object.fromEntries(sentTo?.searchParams ?? [])).toEqual({
      site: '1',
      response_type: 'id_token',
      response_mode: 'form_post',
      scope: 'openid',
      prompt: 'none',
      client_id: at.platform.clientId,
      redirect_uri: `${at.app.tool}/lti/launch`,
      login_hint: 'user-1',
      lti_message_hint: 'message-1',
      lti_deployment_id: at.platform.deploymentId,
      state,
      nonce,
    });
  });

  it('works by GET as by POST', async () => {
    const query = new URLSearchParams({
      iss: at.platform.issuer,
      client_id: at.platform.clientId,
      login_hint: 'user-1',
      target_link_uri: `${at.app.tool}/lti/launch`,
    });

    const page = await openTab(at.app.tool).get(`/lti/login?${query}`);

    expect(page.status).toBe(302);
  });

  it('is bound to its browser by a partitioned cookie that scripts cannot read, and sets no other', async () => {
    const { page, state } = await startLogin(at.app.tool, at.platform);

    const [cookie, ...others] = page.headers.getSetCookie();

    expect(others).toEqual([]);
    expect(cookie).toMatch(new RegExp(`^__Host-ltib_${state}=[\\w-]{22}; `));
    expect(cookie?.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=600',
      'Partitioned',
      'Path=/',
      'SameSite=None',
      'Secure',
    ]);
  });

  it('makes a state and a nonce of its own every time', async () => {
    const [one, other] = [
      await startLogin(at.app.tool, at.platform),
      await startLogin(at.app.tool, at.platform),
    ];

    expect(one.state).not.toBe(other.state);
    expect(one.nonce).not.toBe(other.nonce);
    expect(one.nonce.length).toBeGreaterThanOrEqual(43);
  });

  it('finds the only registration of an issuer that names no client id', async () => {
    const { sentTo } = await startLogin(at.app.tool, at.platform, { login: { client_id: undefined } });

    expect(sentTo?.searchParams.get('client_id')).toBe(at.platform.clientId);
  });

  it('N1 from an issuer that is not registered is refused', async () => {
    expect(await refusedLogin({ iss: 'https://elsewhere.example' })).toBe('400 UNREGISTERED_PLATFORM');
  });

  it('N2 with a client id that is not registered is refused', async () => {
    expect(await refusedLogin({ client_id: 'another' })).toBe('400 UNREGISTERED_PLATFORM');
  });

  it.each([
    ['N3', 'iss'],
    ['N4', 'login_hint'],
    ['N5', 'target_link_uri'],
  ])('%s without %s is refused', async (_number, name) => {
    const parameters: Record<string, string> = {
      iss: at.platform.issuer,
      client_id: at.platform.clientId,
      login_hint: 'user-1',
      target_link_uri: `${at.app.tool}/lti/launch`,
    };
    delete parameters[name];

    const page = await openTab(at.app.tool).post('/lti/login', parameters, { accept: 'application/json' });

    expect(`${page.status} ${page.code}`).toBe('400 MISSING_LOGIN_PARAMETERS');
  });

  it('with a parameter twice is refused', async () => {
    const query = `iss=${at.platform.issuer}&iss=x&login_hint=1&target_link_uri=${at.app.tool}/lti/launch`;

    const page = await openTab(at.app.tool).get(`/lti/login?${query}`, { accept: 'application/json' });

    expect(page.code).toBe('MISSING_LOGIN_PARAMETERS');
  });

  it.each([
    ['N6 for a target on a foreign host', () => 'https://evil.example/lti/launch'],
    ['N6 for a target that only looks like ours', () => `${at.app.tool}@evil.example/lti/launch`],
    ['N6 for a target on another port', () => 'http://localhost:1/lti/launch'],
    ['N6 for a target of another scheme', () => `javascript:alert('${at.app.tool}/lti/launch')`],
    ['N7 for an unknown path of ours', () => `${at.app.tool}/lti/elsewhere`],
    ['N7 for a path below the launch', () => `${at.app.tool}/lti/launch/more`],
  ])('%s is refused and leads nowhere', async (_name, target) => {
    expect(await refusedLogin({ target_link_uri: target() })).toBe('400 FOREIGN_TARGET_LINK_URI');
  });

  it('N8 from a platform that was switched off is refused, until it is switched on again', async () => {
    await at.app.lti.registrations.setActive(at.registration, false);

    const off = await refusedLogin({});
    const offWithoutClient = await refusedLogin({ client_id: undefined });
    await at.app.lti.registrations.setActive(at.registration, true);

    expect([off, offWithoutClient]).toEqual(['403 PLATFORM_INACTIVE', '403 PLATFORM_INACTIVE']);
    expect((await startLogin(at.app.tool, at.platform)).page.status).toBe(302);
  });

  it('N9 without a client id, from an issuer with several registrations, is refused', async () => {
    const other = await openForgingPlatform(at.app.clock, { clientId: 'client-2' });
    await register(at.app, other, { issuer: at.platform.issuer });

    expect(await refusedLogin({ client_id: undefined })).toBe('400 AMBIGUOUS_PLATFORM');

    other.close();
  });
});

describe('A refusal', () => {
  it('is a page in the reader’s language with a code, advice and a reference that stands in the log', async () => {
    const tab = openTab(at.app.tool);

    const page = await tab.get('/lti/login', { 'accept-language': 'sl', accept: 'text/html' });

    expect(page.status).toBe(400);
    expect(page.text).toContain('<html lang="sl">');
    expect(page.text).toContain('Pojdi v svoj predmet');
    const reference = at.app.logged.at(-1)?.match(/"reference":"(\w+)"/)?.[1];
    expect(page.text).toContain('MISSING_LOGIN_PARAMETERS');
    expect(page.text).toContain(reference);
  });

  it('may be framed by anyone, runs nothing and is not kept', async () => {
    const page = await openTab(at.app.tool).get('/lti/login', { accept: 'text/html' });

    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain('frame-ancestors *');
    expect(policy).not.toContain('unsafe');
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('x-frame-options')).toBeNull();
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('is JSON for programs', async () => {
    const page = await openTab(at.app.tool).get('/lti/login', { accept: 'application/json' });

    expect(Object.keys(JSON.parse(page.text)).sort()).toEqual(['advice', 'code', 'reference']);
  });
});

describe('In a frame', () => {
  const framed = { 'sec-fetch-dest': 'iframe' };

  it('a login first looks whether the browser keeps our cookie; only the platform may frame it', async () => {
    const { page } = await startLogin(at.app.tool, at.platform, { loginHeaders: framed });

    const policy = page.headers.get('content-security-policy') ?? '';
    const nonce = policy.match(/'nonce-([^']+)'/)?.[1];
    expect(page.status).toBe(200);
    expect(policy).toContain(`frame-ancestors ${at.platform.issuer};`.slice(0, -1));
    expect(page.text.match(/<script[^>]*>/g)).toEqual([expect.stringMatching(/^<script nonce="[^"]+">$/)]);
    expect(page.text).toContain(`<script nonce="${nonce}">`);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    for (const header of [
      'cross-origin-embedder-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
    ]) {
      expect(page.headers.get(header)).toBeNull();
    }
  });

  it('offers a new window that begins the same login there', async () => {
    const offered = { lti_storage_target: '_parent' };
    const { page } = await startLogin(at.app.tool, at.platform, { login: offered, loginHeaders: framed });

    const href = /<a class="button main" href="([^"]*)" target="_blank"/.exec(page.text)?.[1] ?? '';
    const url = new URL(href.replaceAll('&#38;', '&'), at.app.tool);
    expect(url.pathname).toBe('/lti/login');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      iss: at.platform.issuer,
      login_hint: 'user-1',
      lti_message_hint: 'message-1',
    });
    expect(url.searchParams.has('lti_storage_target')).toBe(false);
  });

  it('writes what the platform sent as text only', async () => {
    const login = { login_hint: '"><script>alert(1)</script>' };

    const { page } = await startLogin(at.app.tool, at.platform, { login, loginHeaders: framed });

    expect(page.text).not.toContain('<script>alert');
  });

  it('shows the binding value only where the platform may keep it', async () => {
    const without = await startLogin(at.app.tool, at.platform, { loginHeaders: framed });
    const offered = { lti_storage_target: '_parent' };
    const withStorage = await startLogin(at.app.tool, at.platform, { login: offered, loginHeaders: framed });

    expect(without.page.text).not.toContain('data-bind');
    expect(withStorage.page.text).toContain('data-bind');
  });
});

describe('The key set', () => {
  it('lists public keys for RS256 and no private part', async () => {
    const page = await openTab(at.app.tool).get('/lti/keys');

    const { keys } = JSON.parse(page.text);
    expect(page.headers.get('cache-control')).toContain('max-age=300');
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
      expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
    }
  });
});

describe('What platforms fetch', () => {
  it('Canvas finds its manifest, with our own addresses', async () => {
    const page = await openTab(at.app.tool).get('/lti/canvas.json');

    expect(page.headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(page.text)).toMatchObject({
      target_link_uri: `${at.app.tool}/lti/launch`,
      public_jwk_url: `${at.app.tool}/lti/keys`,
    });
  });

  it('the icon stands at an address that stays', async () => {
    const page = await openTab(at.app.tool).get('/icon.png');

    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'image/png']);
  });
});

describe('Other addresses below /lti', () => {
  it.each(['/lti', '/lti/', '/lti/elsewhere', '/lti/launch/', '/lti/login/x', '/lti/%E0%A4%A'])(
    '%s is not there',
    async (path) => {
      expect((await openTab(at.app.tool).get(path)).status).toBe(404);
    },
  );

  it('a body too large is refused', async () => {
    const fields = { id_token: 'x'.repeat(200_000) };

    const page = await openTab(at.app.tool).post('/lti/launch', fields, { accept: 'application/json' });

    expect(`${page.status} ${page.code}`).toBe('401 MALFORMED_JWT');
  });
});
