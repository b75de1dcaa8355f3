import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { ProfileName, StorageWay } from '../../adapters/practice-lms/index.ts';
import { Classroom, profiles } from '../adapters/practice-lms/classroom.ts';
import { chromiumPath, openBrowser, type ThirdPartyCookies } from '../support/browser.ts';

const suite = chromiumPath ? describe : describe.skip;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What axe finds on a page, in a line each. */
async function troubles(page: Page): Promise<string[]> {
  // The page's own policy lets no foreign script in; an evaluated text is none.
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run(document, { iframes: false })')) as { violations: Violation[] };
  return found.violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`);
}

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Comes as somebody to a page. The clicks to there are tried once, below. */
async function enter(
  page: Page,
  room: Classroom,
  [person, profile]: readonly [person: string, profile: ProfileName],
  path: string,
): Promise<Page> {
  page.setDefaultTimeout(15_000);
  const { baseUrl } = room.lms;
  await page.request.post(`${baseUrl}/profile`, { form: { profile }, maxRedirects: 0 });
  await page.request.post(`${baseUrl}/sign-in`, { form: { person }, maxRedirects: 0 });
  await page.goto(`${baseUrl}${path}`);
  return page;
}

type Mode = Exclude<ThirdPartyCookies, 'refused'>;

suite('The practice LMS in a browser (needs Chromium; set CHROMIUM to its path)', () => {
  let room: Classroom;
  let browsers: Record<Mode, Awaited<ReturnType<typeof openBrowser>>>;

  beforeAll(async () => {
    room = await Classroom.open();
    for (const profile of profiles) await room.place(profile);
    browsers = { blocked: await openBrowser('blocked'), allowed: await openBrowser('allowed') };
  }, 60_000);
  afterAll(async () => {
    await Promise.all(Object.values(browsers).map(({ close }) => close()));
    await room.close();
  });
  afterEach(async () => {
    for (const { context } of Object.values(browsers))
      await Promise.all(context.pages().map((page) => page.close()));
  });

  it('has pages that fit 320 pixels and trouble nobody', async () => {
    const found: string[] = [];
    const look = async (page: Page) => {
      const at = new URL(page.url()).pathname;
      found.push(...(await troubles(page)).map((trouble) => `${at}: ${trouble}`));
      if (await isTooWide(page)) found.push(`${at}: wider than the window`);
    };

    const page = await browsers.blocked.context.newPage();
    await page.setViewportSize({ width: 320, height: 640 });
    // The profiles differ in their colour and in what a teacher finds in a course.
    for (const profile of profiles) {
      await enter(page, room, ['ana', profile], '/courses/7');
      await look(page);
    }
    const others = ['/', '/courses/7/gradebook', '/courses/7/roster', '/courses/404'];
    const framed = `/courses/7/links/${room.lms.control.links('7', 'canvas')[0]?.id}`;
    for (const at of [...others, framed]) {
      await page.goto(`${room.lms.baseUrl}${at}`);
      await look(page);
    }
    await look(await enter(page, room, ['admin', 'moodle'], '/tools'));
    await page.goto(`${room.lms.baseUrl}/mishaps`);
    await look(page);

    expect(found).toEqual([]);
  }, 120_000);

  it.each<[ProfileName, Mode]>([
    ['by-the-book', 'blocked'],
    ['moodle', 'blocked'],
    ['canvas', 'blocked'],
    ['moodle', 'allowed'],
  ])(
    'launches a tool of another site in a frame and in a window (%s, third-party cookies %s)',
    async (profile, cookies) => {
      const { context } = browsers[cookies];
      const page = await enter(await context.newPage(), room, ['luka', profile], '/courses/7');

      const opened = context.waitForEvent('page');
      await page.getByTestId('open-in-window').first().click();
      const inWindow = await (await opened).getByText('Hello').innerText();
      await page.getByTestId('open-in-frame').first().click();
      const inFrame = await page.frameLocator('[data-test="tool"]').getByText('Hello').innerText();

      expect([inWindow, inFrame]).toEqual(Array(2).fill(`Hello ${room.id('luka', profile)}`));
    },
    60_000,
  );

  describe('keeps small values for tools in a Canvas frame', () => {
    /** Luka has opened the tool. @returns sends a message from there and waits half a second for an answer */
    async function inTheTool(way: StorageWay) {
      room.lms.control.keepForTools(way);
      const who = ['luka', 'canvas'] as const;
      const page = await enter(await browsers.blocked.context.newPage(), room, who, '/courses/7');
      await page.getByTestId('open-in-frame').first().click();
      await page.frameLocator('[data-test="tool"]').getByText('Hello').waitFor();
      const tool = page.frame({ name: 'tool' });
      return (message: object, to = 'parent'): Promise<unknown> =>
        tool?.evaluate(`new Promise((answer) => {
          addEventListener('message', ({ data, origin }) => answer({ ...data, origin }), { once: true });
          setTimeout(() => answer('silence'), 500);
          (${to}).postMessage(${JSON.stringify(message)}, '*');
        })`) ?? Promise.resolve(null);
    }
    const frame = 'post_message_forwarding';
    const beside = `parent.frames['${frame}']`;
    const capabilities = { subject: 'lti.capabilities', message_id: '1' };
    const put = { subject: 'lti.put_data', message_id: '2', key: 'k', value: 'v' };
    const get = { subject: 'lti.get_data', message_id: '3', key: 'k' };

    it('by the frame beside it, each for its own origin', async () => {
      const ask = await inTheTool('frame');

      expect(await ask(capabilities)).toMatchObject({
        subject: 'lti.capabilities.response',
        message_id: '1',
        supported_messages: expect.arrayContaining([
          { subject: 'lti.put_data', frame },
          { subject: 'lti.get_data', frame },
        ]),
      });
      const kept = { subject: 'lti.put_data.response', message_id: '2', key: 'k', value: 'v' };
      expect(await ask(put, beside)).toEqual({ ...kept, origin: room.lms.baseUrl });
      expect(await ask(get, beside)).toMatchObject({ message_id: '3', value: 'v' });
      expect(await ask({ ...put, value: null }, beside)).not.toHaveProperty('value');
      expect(await ask(get, beside)).toMatchObject({ message_id: '3', value: null });
      expect(await ask({ ...put, key: undefined }, beside)).toMatchObject({ error: { code: 'bad_request' } });
      expect(await ask({ ...put, value: 'v'.repeat(5000) }, beside)).toMatchObject({
        error: { code: 'storage_exhaustion' },
      });
    }, 60_000);

    it('by the page itself, or not at all', async () => {
      const toParent = await inTheTool('parent');
      const supported = await toParent(capabilities);
      const kept = [await toParent(put), await toParent(get)];
      const toNobody = await inTheTool('silent');
      const answers = [await toNobody(capabilities), await toNobody(put, beside)];

      expect(supported).toMatchObject({
        supported_messages: expect.arrayContaining([{ subject: 'lti.put_data' }]),
      });
      expect(kept).toMatchObject([{ value: 'v' }, { value: 'v' }]);
      expect(answers).toEqual(['silence', 'silence']);
    }, 60_000);
  });

  it('goes back to the tools when a tool that registered itself says that it is done', async () => {
    const tool = createServer((_asked, answer) =>
      answer
        .setHeader('content-type', 'text/html')
        .end(`<script>parent.postMessage({ subject: 'org.imsglobal.lti.close' }, '*')</script>`),
    );
    await new Promise<void>((ready) => tool.listen(0, '127.0.0.1', ready));
    const page = await browsers.blocked.context.newPage();
    await page.goto(`${room.lms.baseUrl}/`);
    await page.getByTestId('profile-canvas').click();
    await page.getByTestId('as-admin').click();
    await page.getByTestId('tools').click();

    // A server that listens on a port has an object for an address.
    const { port } = tool.address() as AddressInfo;
    await page.getByTestId('register-url').fill(`http://localhost:${port}/register?invite=x`);
    const opened = page.waitForRequest((request) => request.url().includes('registration_token='));
    await page.getByTestId('register').click();
    const address = new URL((await opened).url());
    await page.getByTestId('register-url').waitFor();
    tool.close();

    expect(address.searchParams.get('openid_configuration')).toContain(
      '/api/lti/security/openid-configuration',
    );
  }, 60_000);

  it('lets nobody else show its pages in a frame', async () => {
    const page = await browsers.blocked.context.newPage();
    await page.goto(`${room.tool.url}/keys`);
    const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
    await page.evaluate(`document.body.innerHTML = '<iframe src="${room.lms.baseUrl}/"></iframe>'`);
    await refused;

    expect(await page.frameLocator('iframe').getByTestId('home').count()).toBe(0);
  }, 60_000);
});
