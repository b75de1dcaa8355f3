import { minuteMs, secondMs } from '../../core/instant.ts';
import { finishLogin, startLogin } from '../support/forging-platform.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';
import { openTab, type Page } from '../support/tab.ts';

let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
});
afterAll(() => at.close());

const told = (page: Page) => (page.code === null ? String(page.status) : `${page.status} ${page.code}`);
const begin = () => startLogin(at.app.tool, at.platform);
const bindCookie = (state: string) => `__Host-ltib_${state}`;
const json = { accept: 'application/json' };

describe('A login is good for one launch', () => {
  it('N35 the same launch again is refused', async () => {
    const login = await begin();
    const fields = { state: login.state, id_token: await at.platform.idToken(login) };
    const bind = login.tab.cookies.get(bindCookie(login.state)) ?? '';

    const first = await login.tab.post('/lti/launch', fields, json);
    const again = await login.tab.post('/lti/launch', fields, json);
    login.tab.cookies.set(bindCookie(login.state), bind);
    const withItsCookie = await login.tab.post('/lti/launch', fields, json);

    expect([told(first), told(again), told(withItsCookie)]).toEqual([
      '200',
      '401 STATE_UNKNOWN_OR_USED',
      '401 STATE_UNKNOWN_OR_USED',
    ]);
  });

  it('N36 a quarter of an hour later it is refused still', async () => {
    const login = await begin();
    const fields = { state: login.state, id_token: await at.platform.idToken(login) };
    const bind = login.tab.cookies.get(bindCookie(login.state)) ?? '';
    await login.tab.post('/lti/launch', fields, json);

    at.app.clock.advance(16 * minuteMs);
    login.tab.cookies.set(bindCookie(login.state), bind);

    expect(told(await login.tab.post('/lti/launch', fields, json))).toBe('401 STATE_UNKNOWN_OR_USED');
  });

  it('N37 of five at once exactly one is accepted', async () => {
    const login = await begin();
    const fields = { state: login.state, id_token: await at.platform.idToken(login) };
    const bind = login.tab.cookies.get(bindCookie(login.state)) ?? '';

    const pages = await Promise.all(
      Array.from({ length: 5 }, () => {
        const tab = openTab(at.app.tool);
        tab.cookies.set(bindCookie(login.state), bind);
        return tab.post('/lti/launch', fields, json);
      }),
    );

    expect(pages.map(told).sort()).toEqual(['200', ...Array(4).fill('401 STATE_UNKNOWN_OR_USED')]);
  });

  it('N38 without a state it is refused', async () => {
    expect(told(await finishLogin(at.platform, await begin(), { form: { state: undefined } }))).toBe(
      '401 STATE_UNKNOWN_OR_USED',
    );
  });

  it('N39 with a state that we never made it is refused, whatever cookie comes with it', async () => {
    const login = await begin();
    login.tab.cookies.set(bindCookie('invented'), 'x'.repeat(22));

    expect(told(await finishLogin(at.platform, login, { form: { state: 'invented' } }))).toBe(
      '401 STATE_UNKNOWN_OR_USED',
    );
  });

  it('N40 after ten minutes it is over', async () => {
    const login = await begin();

    at.app.clock.advance(10 * minuteMs + secondMs);

    expect(told(await finishLogin(at.platform, login))).toBe('401 STATE_UNKNOWN_OR_USED');
  });
});

describe('A login is bound to its browser', () => {
  it('N41 another browser cannot use its state, and takes nothing away', async () => {
    const login = await begin();

    const stranger = await finishLogin(at.platform, { ...login, tab: openTab(at.app.tool) });
    const owner = await finishLogin(at.platform, login);

    expect([told(stranger), told(owner)]).toEqual(['401 STATE_NOT_BOUND_TO_BROWSER', '200']);
  });

  it('N41 another browser cannot use its state with a cookie of its own', async () => {
    const [login, own] = [await begin(), await begin()];
    const tab = openTab(at.app.tool);
    tab.cookies.set(bindCookie(login.state), own.tab.cookies.get(bindCookie(own.state)) ?? '');

    expect(told(await finishLogin(at.platform, { ...login, tab }))).toBe('401 STATE_NOT_BOUND_TO_BROWSER');
  });

  it.each([
    ['from nowhere', {}],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a page of the same site that is not ours', { 'sec-fetch-site': 'same-site' }],
    ['from another origin', { origin: 'https://evil.example' }],
  ])('N41 a value in the form does not replace the cookie when it comes %s', async (_name, headers) => {
    const login = await begin();
    const bind = login.tab.cookies.get(bindCookie(login.state)) ?? '';
    const launched = { ...login, tab: openTab(at.app.tool) };

    const page = await finishLogin(at.platform, launched, { form: { lti_bind: bind }, headers });

    expect(told(page)).toBe('401 STATE_NOT_BOUND_TO_BROWSER');
  });

  it('the value in the form counts when our own page sent it', async () => {
    const login = await begin();
    const bind = login.tab.cookies.get(bindCookie(login.state)) ?? '';
    const launched = { ...login, tab: openTab(at.app.tool) };

    const page = await finishLogin(at.platform, launched, {
      form: { lti_bind: bind },
      headers: { 'sec-fetch-site': 'same-origin' },
    });

    expect(page.status).toBe(200);
  });

  it('without a cookie the platform’s storage is asked, and nothing is used up by that', async () => {
    const login = await startLogin(at.app.tool, at.platform, {
      login: { lti_storage_target: '_parent' },
      loginHeaders: { 'sec-fetch-dest': 'iframe' },
    });
    const [state, go] = [/data-state="(\w+)"/, /data-go="([^"]+)"/].map(
      (one) => one.exec(login.page.text)?.[1] ?? '',
    );
    const bind = /data-bind="([\w-]+)"/.exec(login.page.text)?.[1] ?? '';
    const nonce = new URL((go ?? '').replaceAll('&#38;', '&')).searchParams.get('nonce') ?? '';
    const started = { ...login, state: state ?? '', nonce, tab: openTab(at.app.tool) };
    const idToken = await at.platform.idToken(started);

    const asked = await finishLogin(at.platform, started, { idToken });
    const again = await finishLogin(at.platform, started, {
      idToken,
      form: { lti_bind: bind },
      headers: { 'sec-fetch-site': 'same-origin' },
    });

    expect(asked.status).toBe(200);
    expect(asked.text).toContain('name="lti_bind"');
    expect(asked.headers.get('referrer-policy')).toBe('same-origin');
    expect(again.status).toBe(200);
    expect(again.text).toContain('hx-headers');
  });

  it('the cookie is gone after the launch', async () => {
    const login = await begin();

    await finishLogin(at.platform, login);

    expect(login.tab.cookies.size).toBe(0);
  });
});

describe('What is no launch', () => {
  it('N42 an error of the platform is shown as text', async () => {
    const login = await begin();
    const error = { error: 'login_required', error_description: '<script>alert(1)</script>' };

    const page = await login.tab.post(
      '/lti/launch',
      { state: login.state, ...error },
      { accept: 'text/html' },
    );

    expect(page.status).toBe(401);
    expect(page.text).toContain('PLATFORM_REFUSED');
    expect(page.text).toContain('login_required: &lt;script>');
    expect(page.text).not.toContain('<script');
  });

  it('N43 a launch by GET is refused', async () => {
    const page = await openTab(at.app.tool).get('/lti/launch', json);

    expect(told(page)).toBe('405 METHOD');
    expect(page.headers.get('allow')).toBe('POST');
  });
});

describe('P18 two tabs of one browser', () => {
  it('launch at once, each with its own login', async () => {
    const tab = openTab(at.app.tool);
    const [one, other] = [
      await startLogin(at.app.tool, at.platform, {}, tab),
      await startLogin(at.app.tool, at.platform, {}, tab),
    ];

    const pages = await Promise.all([finishLogin(at.platform, other), finishLogin(at.platform, one)]);

    expect(pages.map(told)).toEqual(['200', '200']);
  });
});
