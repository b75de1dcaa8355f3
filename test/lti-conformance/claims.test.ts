import { claim } from '../../adapters/lti/schema.ts';
import { roles } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';
import type { Page } from '../support/tab.ts';

let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
});
afterAll(() => at.close());
afterEach(async () => {
  // A refused launch creates nothing.
  expect(await at.keptAnything()).toBe(false);
});

const told = (page: Page) => `${page.status} ${page.code}`;
const long = 'x'.repeat(256);
const deepLinking = {
  [claim.messageType]: 'LtiDeepLinkingRequest',
  [claim.resourceLink]: undefined,
  [claim.roles]: [roles.teacher],
};
const settings = {
  deep_link_return_url: 'https://lms.example/return',
  accept_types: ['ltiResourceLink'],
};

describe.each(['generic', 'moodle', 'canvas'] as const)(
  'A signed launch from a %s platform is refused',
  (family) => {
    beforeAll(async () => {
      await register(at.app, at.platform, { family });
    });

    it.each([
      ['N44 without a version', { [claim.version]: undefined }, 'BAD_VERSION'],
      ['N45 of version 11.3', { [claim.version]: '11.3' }, 'BAD_VERSION'],
      ['N46 without a message type', { [claim.messageType]: undefined }, 'BAD_MESSAGE_TYPE'],
      ['N47 of an unknown message type', { [claim.messageType]: 'LtiUnknown' }, 'BAD_MESSAGE_TYPE'],
      [
        'N47 that asks to review a submission',
        { [claim.messageType]: 'LtiSubmissionReviewRequest' },
        'BAD_MESSAGE_TYPE',
      ],
      ['N48 without a deployment', { [claim.deploymentId]: undefined }, 'BAD_DEPLOYMENT'],
      ['N48 with a deployment of nothing', { [claim.deploymentId]: '' }, 'BAD_DEPLOYMENT'],
      ['N48 with a deployment that is a number', { [claim.deploymentId]: 1 }, 'BAD_DEPLOYMENT'],
      ['N48 with too long a deployment', { [claim.deploymentId]: long }, 'BAD_DEPLOYMENT'],
      ['N50 with another deployment than its login', { [claim.deploymentId]: '2' }, 'DEPLOYMENT_MISMATCH'],
      ['N51 without roles', { [claim.roles]: undefined }, 'BAD_ROLES'],
      ['N52 with roles that are no list', { [claim.roles]: 'Instructor' }, 'BAD_ROLES'],
      ['N52 with roles that are no words', { [claim.roles]: [1] }, 'BAD_ROLES'],
      ['N53 without a resource link', { [claim.resourceLink]: undefined }, 'BAD_RESOURCE_LINK'],
      ['N54 with a resource link without an id', { [claim.resourceLink]: {} }, 'BAD_RESOURCE_LINK'],
      ['N54 with a resource link of an empty id', { [claim.resourceLink]: { id: '' } }, 'BAD_RESOURCE_LINK'],
      [
        'N55 with a resource link of too long an id',
        { [claim.resourceLink]: { id: long } },
        'BAD_RESOURCE_LINK',
      ],
      ['N56 of nobody', { sub: undefined }, 'BAD_SUB'],
      ['N57 of somebody with too long an id', { sub: long }, 'BAD_SUB'],
      ['of somebody whose id ends in half a letter', { sub: 'a\ud800' }, 'BAD_SUB'],
      ['with a context of such an id', { [claim.context]: { id: '\ud800' } }, 'BAD_CONTEXT'],
      ['with a resource link of such an id', { [claim.resourceLink]: { id: '\udc00' } }, 'BAD_RESOURCE_LINK'],
      ['N58 without a target', { [claim.targetLinkUri]: undefined }, 'BAD_TARGET'],
      [
        'N59 for another target than its login',
        { [claim.targetLinkUri]: 'https://evil.example/' },
        'BAD_TARGET',
      ],
      ['N60 with a context without an id', { [claim.context]: { title: 'Class' } }, 'BAD_CONTEXT'],
      ['N60 with a context of too long an id', { [claim.context]: { id: long } }, 'BAD_CONTEXT'],
      ['N60 with a context that is a word', { [claim.context]: 'course-7' }, 'BAD_CONTEXT'],
      ['N61 to choose content, without settings', deepLinking, 'BAD_DL_SETTINGS'],
      [
        'N62 to choose content, without an address to return to',
        { ...deepLinking, [claim.deepLinking]: { accept_types: ['ltiResourceLink'] } },
        'BAD_DL_SETTINGS',
      ],
      [
        'N62 to choose content, with an address to return to that is none',
        { ...deepLinking, [claim.deepLinking]: { ...settings, deep_link_return_url: 'javascript:alert(1)' } },
        'BAD_DL_SETTINGS',
      ],
      [
        'N62 to choose content, without types',
        { ...deepLinking, [claim.deepLinking]: { deep_link_return_url: 'https://lms.example/return' } },
        'BAD_DL_SETTINGS',
      ],
    ])('%s', async (_name, claims, code) => {
      expect(told(await at.launch({ claims }))).toBe(`401 ${code}`);
    });

    it('N59 for another item than its login', async () => {
      const target = `${at.app.tool}/lti/launch?item=p_another`;

      const page = await at.launch({ query: '?item=p_one', claims: { [claim.targetLinkUri]: target } });

      expect(told(page)).toBe('401 BAD_TARGET');
    });

    it.each([[[roles.learner]], [[]], [['http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor']]])(
      'N63 to choose content as %j',
      async (some) => {
        const claims = { ...deepLinking, [claim.deepLinking]: settings, [claim.roles]: some };

        expect(told(await at.launch({ claims }))).toBe('403 TEACHERS_ONLY');
      },
    );
  },
);

describe('A deployment that nobody approved', () => {
  const elsewhere = { [claim.deploymentId]: 'school-2' };
  const login = { lti_deployment_id: undefined };
  const listed = async () => {
    const [platform] = await at.app.lti.registrations.list();
    return platform?.deployments
      .filter(({ id }) => id.startsWith('school-'))
      .map(({ id, status }) => `${id} ${status}`);
  };

  it('N49 is listed by no forged token', async () => {
    const { privateKey } = await (await import('jose')).generateKeyPair('RS256');

    const page = await at.launch({ login, claims: elsewhere, key: privateKey });

    expect(told(page)).toBe('401 BAD_SIGNATURE');
    expect(await listed()).toEqual([]);
  });

  it('N49 is refused and listed once', async () => {
    const pages = [
      await at.launch({ login, claims: elsewhere }),
      await at.launch({ login, claims: elsewhere }),
    ];

    expect(pages.map(told)).toEqual(['403 DEPLOYMENT_PENDING', '403 DEPLOYMENT_PENDING']);
    expect(await listed()).toEqual(['school-2 pending']);
  });

  it('N49 is let in when it was approved, and kept out when it was blocked', async () => {
    const decide = (block: boolean) =>
      at.app.lti.registrations.approve({ registration: at.registration, deploymentId: 'school-2', block });
    const welcome = { sub: 'welcome', [claim.context]: { id: 'course-of-school-2' } };

    await decide(false);
    const approved = await at.launch({ login, claims: { ...elsewhere, ...welcome } });
    await decide(true);
    const blocked = await at.launch({ login, claims: elsewhere });

    expect(approved.status).toBe(200);
    expect(told(blocked)).toBe('403 DEPLOYMENT_PENDING');
    expect(await listed()).toEqual(['school-2 blocked']);
  });

  it('N49 is listed with at most 50 others', async () => {
    for (let count = 0; count < 55; count += 1) {
      await at.launch({ login, claims: { [claim.deploymentId]: `school-x${count}` } });
    }

    expect((await listed())?.filter((line) => line.endsWith('pending'))).toHaveLength(50);
  });
});

describe('A refusal after the signature held', () => {
  it('speaks the launch’s language and leads back to the course, with the reason for the platform', async () => {
    const presentation = { locale: 'sl_SI', return_url: 'https://lms.example/back?course=7' };

    const page = await at.launch({
      claims: { [claim.roles]: 'none', [claim.launchPresentation]: presentation },
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });

    const way = /href="(https:\/\/lms\.example[^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(page.text).toContain('<html lang="sl">');
    expect(Object.fromEntries(new URL(way).searchParams)).toEqual({
      course: '7',
      lti_errormsg: expect.stringContaining('učilnica'),
      lti_errorlog: expect.stringMatching(/^BAD_ROLES \w{10}$/),
    });
  });

  it('leads nowhere else than to http', async () => {
    const page = await at.launch({
      claims: { [claim.roles]: 'none', [claim.launchPresentation]: { return_url: 'javascript:alert(1)' } },
      headers: { accept: 'text/html' },
    });

    expect(page.text).not.toContain('javascript:');
  });
});
