import { claim } from '../../adapters/lti/schema.ts';
import { choosing, keepMakers } from '../support/course.ts';
import { type ForgingPlatform, launch, openForgingPlatform } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';

let at: Conformance;
let school: ForgingPlatform;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
  school = await openForgingPlatform(at.app.clock, { clientId: 'canvas' });
  await register(at.app, school, { family: 'canvas' });
});
afterAll(async () => {
  school.close();
  await at.close();
});

/** Who may frame the page that a launch with these claims is answered with. */
async function framers(platform: ForgingPlatform, claims: object): Promise<string[]> {
  const page = await launch(at.app.tool, platform, { claims: { ...claims } });
  expect(page.status).toBe(200);
  const [, hosts = ''] =
    /frame-ancestors ([^;]*)/.exec(page.headers.get('content-security-policy') ?? '') ?? [];
  return hosts.split(' ');
}
const custom = (canvas_api_domain: string) => ({ [claim.custom]: { canvas_api_domain } });
const returning = (return_url: string) => ({ [claim.launchPresentation]: { return_url } });

describe('A page of a launch may be framed', () => {
  it('by the platform, and where it says that it returns to', async () => {
    expect(await framers(at.platform, returning('https://campus.example/course/7'))).toEqual([
      at.platform.issuer,
      'https://campus.example',
    ]);
  });

  it('by a Canvas school’s own host, and not by one that a teacher elsewhere writes into a link', async () => {
    expect(await framers(at.platform, custom('evil.example'))).not.toContain('https://evil.example');
    expect(await framers(school, custom('school.instructure.com'))).toEqual([
      school.issuer,
      'https://school.instructure.com',
    ]);
  });

  it.each([
    '*',
    '*.example',
    'a.example;script-src *',
    'a.example,b',
    "'self'",
    `${'x'.repeat(300)}.example`,
  ])('by no host that is none: %s', async (host) => {
    const before = await framers(school, {});

    expect(await framers(school, { ...custom(host), ...returning(`https://${host}/`) })).toEqual(before);
  });

  it('and content is sent back to no such host either', async () => {
    const settings = { deep_link_return_url: 'https://a.example;b/return' };

    const page = await launch(at.app.tool, at.platform, { claims: choosing(settings) });

    expect([page.status, page.code]).toEqual([401, 'BAD_DL_SETTINGS']);
  });

  it('by twenty hosts besides at most', async () => {
    let seen: string[] = [];
    for (let n = 0; n < 25; n += 1) seen = await framers(school, returning(`https://host-${n}.example/`));

    expect(seen).toHaveLength(1 + 20);
    expect(seen).toContain('https://school.instructure.com');
  });
});
