import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { AddPlatform } from '../../adapters/assemble.ts';
import {
  type PracticeLms,
  type ProfileName,
  type StorageWay,
  startPracticeLms,
} from '../../adapters/practice-lms/index.ts';
import { hourMs } from '../../core/instant.ts';
import { anOrganiser } from '../builders/index.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { AtTheLms } from './walk.ts';

const suite = chromiumPath ? describe : describe.skip;
const title = 'Future makers';

suite('Where a browser keeps no cookie of ours in a frame (needs Chromium; set CHROMIUM to its path)', () => {
  let house: House;
  let lms: PracticeLms;
  let browser: { context: BrowserContext; close(): Promise<void> };
  const asked: Request[] = [];

  beforeAll(async () => {
    house = await openHouse();
    await house.app.ports.records.keep({ organiser: [anOrganiser({ slug: 'gimnazija-zmaj' })] });
    lms = await startPracticeLms({
      dataDir: null,
      tool: {
        loginUrl: `${house.baseUrl}/lti/login`,
        launchUrl: `${house.baseUrl}/lti/launch`,
        keysUrl: `${house.baseUrl}/lti/keys`,
      },
    });
    for (const profile of ['moodle', 'canvas'] as const) {
      await connect(profile);
      const url = `${house.baseUrl}/lti/launch`;
      lms.control.addLink(lms.control.tool(profile), '7', { title, url });
    }
    browser = await openBrowser('refused');
    browser.context.on('request', (request) => asked.push(request));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await lms.close();
    await house.close();
    expect(house.errors).toEqual([]);
  });
  afterEach(async () => {
    await Promise.all(browser.context.pages().map((page) => page.close()));
    asked.splice(0);
  });

  async function connect(profile: ProfileName, more: { authUrl?: string } = {}): Promise<void> {
    const facts = { ...lms.operatorFacts(profile), ...more };
    const input = AddPlatform.parse({ ...facts, organiser: 'gimnazija-zmaj', audience: 'adults' });
    expect((await house.app.lti.registrations.add(input)).refused).toBeUndefined();
  }

  /** Somebody in course 7 of an LMS that keeps values for tools in this way. */
  async function arrive(person: string, profile: ProfileName, way: StorageWay): Promise<AtTheLms> {
    lms.control.keepForTools(way);
    const lmsPage = await AtTheLms.arrive(browser.context, lms, profile);
    await lmsPage.enter(person);
    return lmsPage;
  }

  const bodies = () => asked.map((request) => request.postData() ?? '');
  const windowButton = (page: Page) => page.frameLocator('[data-test="tool"]').getByTestId('new-window');
  const openFrame = (page: Page) => page.getByTestId('open-in-frame').first().click();
  const nothingChosen = 'Nothing has been chosen here yet';

  it.each<StorageWay>(['frame', 'parent'])(
    'Canvas keeps the value for us (by %s), and the launch goes on in the frame',
    async (way) => {
      const lmsPage = await arrive('luka', 'canvas', way);

      const tool = await lmsPage.open(title, 'frame');

      await tool.locator(`text=${nothingChosen}`).waitFor();
      expect(bodies().filter((body) => /lti_bind=[\w-]{22}(&|$)/.test(body))).toHaveLength(1);
      expect(await lmsPage.page.evaluate('Object.keys(localStorage).length')).toBe(0);
    },
  );

  it.each<[ProfileName, StorageWay, string]>([
    ['canvas', 'silent', 'promises storage and keeps silent'],
    ['canvas', 'none', 'offers no storage'],
    ['moodle', 'none', 'has none'],
  ])('%s (%s) %s: a new window is offered, and there it works', async (profile, way) => {
    const { page } = await arrive('luka', profile, way);
    await openFrame(page);

    const opened = browser.context.waitForEvent('page');
    await windowButton(page).click();
    const tool = await opened;

    await tool.getByText(nothingChosen).waitFor();
    expect(bodies().some((body) => body.includes('lti_bind='))).toBe(false);
  });

  it('asks nobody but the origin where people sign in to keep the value', async () => {
    const { port } = new URL(lms.baseUrl);
    await connect('canvas', { authUrl: `http://lms.localhost:${port}/api/lti/authorize_redirect` });
    const { page } = await arrive('luka', 'canvas', 'frame');

    await openFrame(page);
    await windowButton(page).waitFor();
    await connect('canvas');

    expect(await page.evaluate('Object.keys(localStorage).length')).toBe(0);
  });

  it('launches in two tabs at once', async () => {
    const pages = await Promise.all([arrive('luka', 'canvas', 'frame'), arrive('luka', 'canvas', 'frame')]);

    const tools = await Promise.all(pages.map((lmsPage) => lmsPage.open(title, 'frame')));

    await Promise.all(tools.map((tool) => tool.locator(`text=${nothingChosen}`).waitFor()));
  });

  it('never puts a token into an address', async () => {
    const canvas = await arrive('luka', 'canvas', 'frame');
    await (await canvas.open(title, 'frame')).locator(`text=${nothingChosen}`).waitFor();
    await canvas.enter('luka');
    await (await canvas.openWindow(title)).getByText(nothingChosen).waitFor();

    const addresses = asked.map((request) => decodeURIComponent(request.url()));
    expect(addresses.length).toBeGreaterThan(10);
    expect(addresses.filter((url) => /eyJ[\w-]{8,}|[?&#](id_token|ltik|lti_bind|token)=/.test(url))).toEqual(
      [],
    );
  });

  it('shows itself in frames of the registered LMS only', async () => {
    const foreign = await listen(
      () => `<iframe src="${house.baseUrl}/lti/login?${new URLSearchParams(loginOf('canvas'))}"></iframe>`,
    );
    const page = await browser.context.newPage();
    const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));

    await page.goto(`http://127.0.0.1:${portOf(foreign)}/`);

    expect((await refused).text()).toContain(lms.baseUrl);
    foreign.close();
  });

  it('says what to do when a window is loaded again, and when its visit is over', async () => {
    const lmsPage = await arrive('ana', 'moodle', 'none');
    const first = await lmsPage.openWindow(title);
    await first.reload();
    const reloaded = await first.locator('main').innerText();
    const second = await lmsPage.openWindow(title);
    await second.locator('nav a').first().waitFor();

    house.clock.advance(2 * hourMs + 1000);
    await second.locator('nav a').first().click();
    await second.getByText('SESSION_ENDED').waitFor();

    expect(reloaded).toContain('Open the activity again from your course.');
    expect(await second.locator('main').innerText()).toContain('Open the activity again from your course');
  });

  const loginOf = (profile: ProfileName) => lms.control.startLaunch({ profile, kind: 'content' }).fields;
});

async function listen(body: () => string): Promise<Server> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><body>${body()}`),
  );
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
