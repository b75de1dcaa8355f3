import { scope } from '../../adapters/lti/scopes.ts';
import { dayMs } from '../../core/instant.ts';
import { decideSchool } from '../../core/organisers/decide-school.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { seeNotices } from '../../core/people/see-notices.ts';
import { anId, aPerson, aStaff } from '../builders/index.ts';
import { type ForgedRegistration, forgeRegistration } from '../support/forged-registration.ts';
import { type ForgingPlatform, launch, openForgingPlatform } from '../support/forging-platform.ts';
import { type LtiApp, openLtiApp } from '../support/lti-app.ts';
import { movingClock } from '../support/moving-clock.ts';
import { openTab, type Page } from '../support/tab.ts';

let app: LtiApp;
let platform: ForgingPlatform;
let forged: ForgedRegistration;
beforeEach(async () => {
  const clock = movingClock();
  platform = await openForgingPlatform(clock);
  app = await openLtiApp({ clock, privateHosts: [platform.host] });
  forged = forgeRegistration(platform);
});
afterEach(async () => {
  platform.close();
  await app.close();
});

type Family = 'moodle' | 'canvas' | 'generic';

async function invite(family: Family = 'moodle'): Promise<URL> {
  const { done } = await app.lti.registrations.invite({
    organiser: 'mladi-zmaji',
    family,
    audience: 'adults',
  });
  if (!done) throw new Error('No invitation');
  return new URL(done.url);
}

/** As the platform opens the pasted address, in a frame of its own page. */
function open(url: URL, more: Record<string, string> = {}): Promise<Page> {
  const opened = new URL(url);
  const asked = { openid_configuration: forged.url, registration_token: 'token-of-the-platform', ...more };
  for (const [name, value] of Object.entries(asked)) if (value) opened.searchParams.set(name, value);
  return openTab(app.tool).get(opened.href, { accept: 'application/json' });
}

const told = (page: Page) => (page.code === null ? String(page.status) : `${page.status} ${page.code}`);
const pathsAsked = () => forged.asked.map(({ path }) => path);
const registered = async () => (await app.lti.registrations.list()).length;

describe('A platform that is invited', () => {
  it('is registered, with the deployment that it names let in, and launches at once', async () => {
    const page = await open(await invite());

    expect(page.status).toBe(200);
    expect(await app.lti.registrations.list()).toMatchObject([
      {
        issuer: platform.issuer,
        clientId: platform.clientId,
        family: 'moodle',
        organiser: 'mladi-zmaji',
        active: true,
        deployments: [{ id: platform.deploymentId, status: 'approved' }],
      },
    ]);
    expect((await launch(app.tool, platform)).status).toBe(200);
  });

  it('that names no deployment waits at its first launch; the owners are told and let it in', async () => {
    forged.answer.body = { client_id: platform.clientId };
    await open(await invite('canvas'));
    const iva = aPerson({ id: anId() });
    const staff = aStaff({ organiser: app.organiser.id, person: iva.id, role: 'owner' });
    await app.ports.records.keep({ person: [iva], staff: [staff] });
    const owner = { ...(await findActor(app.ports, iva.id, null)), person: iva.id };

    const refused = [await launch(app.tool, platform), await launch(app.tool, platform)];
    await app.settle();
    const ports = { ...app.ports, platforms: app.lti.platforms };
    const [seen] = await app.lti.platforms.of(app.organiser.id);
    await decideSchool(ports, owner, app.organiser.id, {
      platform: seen?.id ?? '',
      school: platform.deploymentId,
      decision: 'approved',
    });

    expect(refused.map(told)).toEqual(Array(2).fill('403 DEPLOYMENT_PENDING'));
    expect(await seeNotices(app.ports, owner)).toMatchObject([{ note: { kind: 'school-waits' } }]);
    expect(seen?.schools).toMatchObject([
      { id: platform.deploymentId, status: 'pending', course: expect.any(String) },
    ]);
    expect((await launch(app.tool, platform)).status).toBe(200);
  });

  it('that was made known by the organiser’s desk belongs to that organiser', async () => {
    const { url } = await app.lti.platforms.invite(app.organiser.id, 'moodle', 'minors');

    await open(new URL(url));

    expect(await app.lti.platforms.of(app.organiser.id)).toMatchObject([
      { address: platform.issuer, family: 'moodle', schools: [{ status: 'approved' }] },
    ]);
  });

  it('is asked with its own token, and told who we are, with minimal claims', async () => {
    await open(await invite());

    expect(forged.asked.map(({ path, bearer }) => `${path} ${bearer}`)).toEqual([
      '/.well-known/openid-configuration token-of-the-platform',
      '/register token-of-the-platform',
    ]);
    expect(forged.asked[1]?.body).toEqual({
      application_type: 'web',
      response_types: ['id_token'],
      grant_types: ['client_credentials', 'implicit'],
      token_endpoint_auth_method: 'private_key_jwt',
      initiate_login_uri: `${app.tool}/lti/login`,
      redirect_uris: [`${app.tool}/lti/launch`],
      jwks_uri: `${app.tool}/lti/keys`,
      client_name: 'Cities of Learning',
      client_uri: app.tool,
      logo_uri: `${app.tool}/icon.png`,
      scope: expect.any(String),
      'https://purl.imsglobal.org/spec/lti-tool-configuration': {
        domain: new URL(app.tool).host,
        target_link_uri: `${app.tool}/lti/launch`,
        description: expect.any(String),
        custom_parameters: expect.any(Object),
        claims: ['iss', 'sub', 'name'],
        messages: [
          { type: 'LtiResourceLinkRequest' },
          {
            type: 'LtiDeepLinkingRequest',
            target_link_uri: `${app.tool}/lti/launch`,
            label: 'Cities of Learning',
          },
        ],
      },
    });
    const asked = String(forged.asked[1]?.body['scope']).split(' ');
    expect(asked.sort()).toEqual(Object.values(scope).sort());
  });

  it('is asked for no scope that it does not offer', async () => {
    forged.config = { scopes_supported: ['openid', scope.score] };

    await open(await invite());

    expect(forged.asked[1]?.body['scope']).toBe(scope.score);
  });

  it('gets values for its own fields that Moodle can keep: no lines, no equals signs', async () => {
    await open(await invite());

    const tool = forged.asked[1]?.body['https://purl.imsglobal.org/spec/lti-tool-configuration'];
    const custom = Object.entries((tool as { custom_parameters: Record<string, string> }).custom_parameters);
    expect(custom.length).toBeGreaterThan(0);
    for (const [key, value] of custom) {
      expect(key).toMatch(/^[a-z0-9_]+$/);
      expect(value).not.toMatch(/[=\n]/);
    }
  });

  it('of Canvas is asked for the placements that it lists', async () => {
    forged.config = {
      'https://purl.imsglobal.org/spec/lti-platform-configuration': {
        product_family_code: 'canvas',
        messages_supported: [
          { type: 'LtiResourceLinkRequest', placements: ['course_navigation', 'account_navigation'] },
          {
            type: 'LtiDeepLinkingRequest',
            placements: ['link_selection', 'assignment_selection', 'editor_button'],
          },
        ],
      },
    };

    await open(await invite('canvas'));

    const tool = forged.asked[1]?.body['https://purl.imsglobal.org/spec/lti-tool-configuration'];
    expect(tool).toMatchObject({
      'https://canvas.instructure.com/lti/privacy_level': 'name_only',
      'https://canvas.instructure.com/lti/tool_id': 'cities-of-learning',
      messages: [
        { type: 'LtiDeepLinkingRequest', placements: ['assignment_selection'] },
        { type: 'LtiDeepLinkingRequest', placements: ['link_selection'] },
        {
          type: 'LtiResourceLinkRequest',
          placements: ['course_navigation'],
          target_link_uri: `${app.tool}/lti/launch?view=course`,
          'https://canvas.instructure.com/lti/course_navigation/default_enabled': false,
        },
      ],
    });
  });

  it('sees what is left to do, in a page that only it may frame, with a way to close it', async () => {
    const page = await openTab(app.tool).get(
      `${await invite()}&openid_configuration=${encodeURIComponent(forged.url)}`,
      { accept: 'text/html' },
    );

    expect(page.text).toContain('activity chooser');
    expect(page.text).toContain('org.imsglobal.lti.close');
    expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${platform.issuer}`);
    expect(page.headers.get('cross-origin-opener-policy')).toBeNull();
  });

  it('that only opens the address reads what to do with it, and uses nothing up', async () => {
    const url = await invite();

    const page = await openTab(app.tool).get(url.href, { accept: 'text/html' });

    expect(page.status).toBe(200);
    expect(page.text).toContain('paste');
    expect((await open(url)).status).toBe(200);
  });
});

describe('A registration is refused', () => {
  it('N72 without an invitation, before any request is made', async () => {
    const url = await invite();
    url.searchParams.delete('invite');

    expect([told(await open(url)), told(await open(url, { invite: 'guessed' }))]).toEqual([
      '403 INVITE_INVALID',
      '403 INVITE_INVALID',
    ]);
    expect(pathsAsked()).toEqual([]);
  });

  it('N73 with an invitation that was used', async () => {
    const url = await invite();
    await open(url);
    const asked = pathsAsked().length;

    expect(told(await open(url))).toBe('403 INVITE_INVALID');
    expect(pathsAsked()).toHaveLength(asked);
  });

  it('N73 with an invitation that is over', async () => {
    const url = await invite();
    app.clock.advance(7 * dayMs + 1000);

    expect(told(await open(url))).toBe('403 INVITE_INVALID');
    expect(pathsAsked()).toEqual([]);
  });

  it('N73 by all but one of five who use the same invitation at once', async () => {
    const url = await invite();

    const pages = await Promise.all(Array.from({ length: 5 }, () => open(url)));

    expect(pages.map(told).sort()).toEqual(['200', ...Array(4).fill('403 INVITE_INVALID')]);
    expect(await registered()).toBe(1);
  });

  it.each([
    ['N74 at a plain address', 'http://lms.example/config'],
    ['N75 at a private address', 'https://10.0.0.1/config'],
    ['N75 at a loopback address', 'https://127.0.0.1:1/config'],
    ['N75 at the metadata address of a cloud', 'https://169.254.169.254/latest/meta-data/'],
    ['N75 at a name that stands for a loopback address', 'https://localhost:1/config'],
    ['N75 at no address', 'nonsense'],
  ])('%s, without a connection', async (_name, openid_configuration) => {
    expect(told(await open(await invite(), { openid_configuration }))).toBe('400 URL_NOT_ALLOWED');
    expect(pathsAsked()).toEqual([]);
  });

  it('N75 where a redirect leads to a private address', async () => {
    const inner = await openForgingPlatform(app.clock);
    const seen = forgeRegistration(inner);
    platform.routes.set(
      '/moved',
      (_req, _body, res) => void res.writeHead(302, { location: seen.url }).end(),
    );

    const page = await open(await invite(), { openid_configuration: `${platform.issuer}/moved` });

    expect(told(page)).toBe('400 URL_NOT_ALLOWED');
    expect(seen.asked).toEqual([]);
    inner.close();
  });

  it('N75 where its own endpoints are private, before anything is sent there', async () => {
    forged.config = { registration_endpoint: 'http://127.0.0.1:1/register' };

    expect(told(await open(await invite()))).toBe('400 ISSUER_MISMATCH');
    expect(pathsAsked()).toEqual(['/.well-known/openid-configuration']);
  });

  it.each([
    ['issuer', 'https://other.example'],
    ['issuer', 'https://canvas.instructure.com'],
    ['token_endpoint', 'https://other.example/token'],
    ['jwks_uri', 'https://other.example/keys'],
    ['authorization_endpoint', 'https://other.example/auth'],
  ])('N76 where its %s is %s', async (name, url) => {
    forged.config = { [name]: url };
    const invitation = await invite();

    // The second time says so, too: the invitation is free again.
    expect([told(await open(invitation)), told(await open(invitation))]).toEqual(
      Array(2).fill('400 ISSUER_MISMATCH'),
    );
    expect(await registered()).toBe(0);
  });

  it.each([
    [400, { error: 'invalid', error_description: '<b>no</b> redirect_uris' }],
    [401, { errorMessage: '<b>no</b> redirect_uris' }],
    [422, { errors: [{ message: '<b>no</b> redirect_uris' }] }],
    [422, { errors: { field: [{ message: '<b>no</b> redirect_uris' }] } }],
    [500, '<b>no</b> redirect_uris'],
  ])('N77 where its endpoint answers %i %j, with its own words', async (status, body) => {
    const url = await invite();
    forged.answer = { status, body };

    const page = await openTab(app.tool).get(
      `${url}&openid_configuration=${encodeURIComponent(forged.url)}`,
      { accept: 'text/html' },
    );

    expect(page.status).toBe(502);
    expect(page.text).toContain('REGISTRATION_REFUSED');
    expect(page.text).toContain(`<blockquote>${status}: &lt;b>no&lt;/b> redirect_uris</blockquote>`);
    expect(page.text).not.toContain('lti.close');
    expect(told(await open(url))).toBe('502 REGISTRATION_REFUSED');
  });

  it('N77 until its endpoint takes the same invitation', async () => {
    const url = await invite();
    const { answer } = forged;
    forged.answer = { status: 500, body: {} };
    await open(url);
    forged.answer = answer;

    expect((await open(url)).status).toBe(200);
  });

  it('N77 where nobody answers', async () => {
    const url = await invite();
    platform.close();

    expect(told(await open(url))).toBe('502 REGISTRATION_REFUSED');
  });

  it('N78 where it is registered already, and the old one stays as it was', async () => {
    await open(await invite());
    const before = await app.lti.registrations.list();
    const keys = await (await fetch(`${app.tool}/lti/keys`)).text();

    expect(told(await open(await invite('canvas')))).toBe('409 ALREADY_REGISTERED');

    expect(await app.lti.registrations.list()).toEqual(before);
    expect(await (await fetch(`${app.tool}/lti/keys`)).text()).toBe(keys);
  });

  it.each([[{}], [{ client_id: '' }], [{ client_id: 7 }]])('N79 where its answer is %j', async (body) => {
    forged.answer = { status: 200, body };
    const url = await invite();

    expect([told(await open(url)), told(await open(url))]).toEqual(
      Array(2).fill('502 REGISTRATION_INCOMPLETE'),
    );
  });

  it.each(['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri', 'registration_endpoint'])(
    'N79 where its configuration has no %s',
    async (name) => {
      forged.config = { [name]: undefined };

      expect(told(await open(await invite()))).toBe('502 REGISTRATION_INCOMPLETE');
      expect(await registered()).toBe(0);
    },
  );

  it('the twenty-first time in a minute from one address', async () => {
    const url = await invite();
    for (let count = 0; count < 20; count += 1) await openTab(app.tool).get(url.href);

    expect(told(await open(url))).toBe('429 TOO_MANY');
  });
});

describe('What an invitation is worth', () => {
  it('stands nowhere in the store: of 256 bits only a digest is kept', async () => {
    const token = (await invite()).searchParams.get('invite') ?? '';

    const kept = JSON.stringify(await app.ports.keyValues.find('lti.invites', {}));

    expect(token).toMatch(/^[\w-]{43}$/);
    expect(kept).not.toContain(token);
  });
});
