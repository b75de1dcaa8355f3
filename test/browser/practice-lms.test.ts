import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import type { ProfileName } from '../../adapters/practice-lms/index.ts';
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

async function enter(
  context: BrowserContext,
  room: Classroom,
  person: string,
  profile: ProfileName,
): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${room.lms.baseUrl}/`);
  await page.getByTestId(`profile-${profile}`).click();
  await page.getByTestId(`as-${person}`).click();
  return page;
}

suite('The practice LMS in a browser (needs Chromium; set CHROMIUM to its path)', () => {
  let room: Classroom;

  beforeAll(async () => {
    room = await Classroom.open();
    for (const profile of profiles) await room.place(profile);
  });
  afterAll(() => room.close());

  it('has pages that fit 320 pixels and trouble nobody', async () => {
    const { context, close } = await openBrowser('blocked', { width: 320, height: 640 });
    const found: string[] = [];
    const look = async (page: Page) => {
      const at = new URL(page.url()).pathname;
      found.push(...(await troubles(page)).map((trouble) => `${at}: ${trouble}`));
      if (await isTooWide(page)) found.push(`${at}: wider than the window`);
    };

    for (const profile of profiles) {
      const page = await enter(context, room, 'ana', profile);
      await look(page);
      await page.getByTestId('course-7').click();
      await look(page);
      await page.getByTestId('gradebook').click();
      await look(page);
      await page.goto(`${room.lms.baseUrl}/courses/7/roster`);
      await look(page);
      await page.goto(`${room.lms.baseUrl}/courses/7`);
      await page.getByTestId('open-in-frame').first().click();
      await look(page);
      await page.goto(`${room.lms.baseUrl}/courses/404`);
      await look(page);
      await page.goto(`${room.lms.baseUrl}/`);
      await page.getByTestId('as-admin').click();
      await page.getByTestId('tools').click();
      await look(page);
      await page.close();
    }
    await close();

    expect(found).toEqual([]);
  }, 60_000);

  it.each<[ProfileName, ThirdPartyCookies]>([
    ['by-the-book', 'blocked'],
    ['moodle', 'blocked'],
    ['canvas', 'blocked'],
    ['moodle', 'allowed'],
  ])(
    'launches a tool of another site in a frame and in a window (%s, third-party cookies %s)',
    async (profile, cookies) => {
      const { context, close } = await openBrowser(cookies);
      const page = await enter(context, room, 'luka', profile);
      await page.getByTestId('course-7').click();

      const opened = context.waitForEvent('page');
      await page.getByTestId('open-in-window').first().click();
      const inWindow = await (await opened).locator('h1').innerText();
      await page.getByTestId('open-in-frame').first().click();
      const inFrame = await page.frameLocator('[data-test="tool"]').getByText('Hello').innerText();
      await close();

      expect([inWindow, inFrame]).toEqual(Array(2).fill(`Hello ${room.id('luka', profile)}`));
    },
    40_000,
  );

  it('keeps small values for tools in a Canvas frame, each for its own origin', async () => {
    const { context, close } = await openBrowser('blocked');
    const page = await enter(context, room, 'luka', 'canvas');
    await page.getByTestId('course-7').click();
    await page.getByTestId('open-in-frame').first().click();
    await page.frameLocator('[data-test="tool"]').getByText('Hello').waitFor();
    const tool = page.frame({ name: 'tool' });

    const ask = (message: object, to: string) =>
      tool?.evaluate(`new Promise((answer) => {
        addEventListener('message', ({ data, origin }) => answer({ ...data, origin }), { once: true });
        (${to}).postMessage(${JSON.stringify(message)}, '*');
      })`);
    const storage = `parent.frames['post_message_forwarding']`;
    const capabilities = await ask({ subject: 'lti.capabilities', message_id: '1' }, 'parent');
    const put = await ask({ subject: 'lti.put_data', message_id: '2', key: 'k', value: 'v' }, storage);
    const got = await ask({ subject: 'lti.get_data', message_id: '3', key: 'k' }, storage);
    const keyless = await ask({ subject: 'lti.put_data', message_id: '4', value: 'v' }, storage);
    await close();

    expect(capabilities).toMatchObject({
      subject: 'lti.capabilities.response',
      message_id: '1',
      supported_messages: expect.arrayContaining([
        { subject: 'lti.put_data', frame: 'post_message_forwarding' },
        { subject: 'lti.get_data', frame: 'post_message_forwarding' },
      ]),
    });
    expect(put).toMatchObject({ subject: 'lti.put_data.response', message_id: '2', key: 'k', value: 'v' });
    expect(got).toMatchObject({ message_id: '3', value: 'v', origin: room.lms.baseUrl });
    expect(keyless).toMatchObject({ error: { code: 'bad_request' } });
  }, 40_000);

  it('goes back to the tools when a tool that registered itself says that it is done', async () => {
    const tool = createServer((_asked, answer) =>
      answer
        .setHeader('content-type', 'text/html')
        .end(`<script>parent.postMessage({ subject: 'org.imsglobal.lti.close' }, '*')</script>`),
    );
    await new Promise<void>((ready) => tool.listen(0, '127.0.0.1', ready));
    const { context, close } = await openBrowser('blocked');
    const page = await enter(context, room, 'admin', 'canvas');
    await page.getByTestId('tools').click();

    // A server that listens on a port has an object for an address.
    const { port } = tool.address() as AddressInfo;
    await page.getByTestId('register-url').fill(`http://localhost:${port}/register?invite=x`);
    const opened = page.waitForRequest((request) => request.url().includes('registration_token='));
    await page.getByTestId('register').click();
    const address = new URL((await opened).url());
    await page.getByTestId('register-url').waitFor();
    await close();
    tool.close();

    expect(address.searchParams.get('openid_configuration')).toContain(
      '/api/lti/security/openid-configuration',
    );
  }, 30_000);

  it('lets nobody else show its pages in a frame', async () => {
    const { context, close } = await openBrowser('allowed');
    const page = await context.newPage();
    await page.goto(`${room.tool.url}/keys`);
    await page.evaluate(`document.body.innerHTML = '<iframe src="${room.lms.baseUrl}/"></iframe>'`);
    await page.waitForTimeout(500);

    const shown = await page.frameLocator('iframe').getByTestId('home').count();
    await close();

    expect(shown).toBe(0);
  }, 30_000);
});
