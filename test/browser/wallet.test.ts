import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { MakeClaimCodes, makeClaimCodes } from '../../core/badges/make-claim-codes.ts';
import type { AwardId, BadgeId } from '../../core/ids.ts';
import { InviteStaff, inviteStaff } from '../../core/organisers/invite-staff.ts';
import { operator } from '../../core/people/actor.ts';
import { aBadge } from '../builders/index.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { openWebWorld, type VisitTab, type WebWorld } from '../support/web-world.ts';

const suite = chromiumPath ? describe : describe.skip;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

suite('The wallet and claiming (needs Chromium; set CHROMIUM to its path)', () => {
  let world: WebWorld;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  let learner: VisitTab;
  let award: AwardId;
  let code: string;
  const badge = aBadge({ id: 'bycode' as BadgeId, earnedBy: [{ by: 'code' }] });
  const complaints: string[] = [];

  beforeAll(async () => {
    world = await openWebWorld();
    await world.ports.records.keep({ badge: [{ ...badge, organiser: world.organiser }] });
    learner = await world.visit('Earner');
    await learner.post(`/app/playlists/${world.playlist}/declare-done`, {
      activity: await world.activity('explore-skills'),
    });
    await world.settle();
    const { items } = await world.ports.records.awards.heldBy(learner.person, { size: 1, after: null });
    award = items[0]?.id as AwardId;
    const input = MakeClaimCodes.parse({ badge: badge.id, sheet: 'of-the-browser' });
    code = (await makeClaimCodes(world.ports, operator, input)).done?.codes[0] ?? '';
    browser = await openBrowser('blocked', { width: 320, height: 800 });
    page = await browser.context.newPage();
    page.setDefaultTimeout(10_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        complaints.push(line.text());
    });
    page.on('pageerror', (fault) => complaints.push(fault.message));
  }, 60_000);
  afterEach(() => expect(complaints.splice(0)).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** Fits 320 px with everything unfolded, and nothing that axe calls serious. */
  async function isFine(): Promise<void> {
    await page.waitForLoadState('load');
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    const session = await browser.context.newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run(document).then(({ violations }) => JSON.stringify(violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => [id, nodes[0].html])))`,
      awaitPromise: true,
      returnByValue: true,
    });
    await session.detach();
    expect([page.url(), tooWide, JSON.parse(String(result.value))]).toEqual([page.url(), 0, []]);
  }

  async function signIn(link: string): Promise<void> {
    await page.goto(link);
    await page.click('[data-test=sign-in]');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }

  it('fit a small phone and have nothing that axe calls serious', async () => {
    for (const path of ['/', '/sign-in', '/claim', `/claim/${code}`]) {
      await page.goto(world.baseUrl + path);
      await isFine();
    }
    await page.goto(`${world.baseUrl}/sign-in`);
    await page.fill('#email', 'somebody@example.org');
    await page.click('[data-test=send-link]');
    await page.waitForSelector('text=Look into your mailbox');
    await isFine();

    await signIn(await world.signInLink(learner.person));
    await learner.post(`/app/awards/${award}/share`, {});
    for (const path of [
      '/me/badges',
      `/app/awards/${award}`,
      '/me/record',
      '/me/badges/import',
      `/claim/${code}`,
    ]) {
      await page.goto(world.baseUrl + path);
      await isFine();
    }
    await page.goto(`${world.baseUrl}/me/badges`);
    await page.click('[data-test=make-link]');
    const link = await page.getByTestId('private-link').getAttribute('href');
    await isFine();
    await page.goto(link ?? '');
    await isFine();
  }, 90_000);

  it('print a sheet of codes on the desk', async () => {
    const staff = InviteStaff.parse({ organiser: world.organiser, name: 'Iva', role: 'manager' });
    const iva = (await inviteStaff(world.ports, operator, staff)).done?.person.id;
    if (!iva) throw new Error('Not invited');
    await signIn(await world.signInLink(iva));
    await page.goto(`${world.baseUrl}/app/organisers/mladi-zmaji/badges/${badge.id}/codes`);
    await isFine();
    await page.fill('#count', '4');
    await page.click('[data-test=make]');
    await page.waitForSelector('[data-test=sheet]');
    await isFine();

    await page.emulateMedia({ media: 'print' });
    const shown = await page.getByTestId('sheet').isVisible();
    const form = await page.locator('#list').isVisible();
    await page.emulateMedia({ media: 'screen', reducedMotion: 'reduce' });

    expect([await page.getByTestId('code').count(), shown, form]).toEqual([4, true, false]);
  }, 60_000);

  it('save a file inside a course and stay where they are', async () => {
    const tab = await world.visit('Earner', { view: { page: 'playlist', playlist: world.playlist } });
    await page.goto(`${world.baseUrl}/healthz`);
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate((path) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = path;
        document.body.append(form);
        form.submit();
      }, tab.launchPath),
    ]);
    await page.click('[data-test=my-badges]');
    await page.click('[data-test=badge] a');
    await page.waitForSelector('[data-test=take-png]');

    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-test=take-png]')]);

    expect(download.suggestedFilename()).toMatch(/\.png$/);
    expect(await page.getByTestId('take-png').isVisible()).toBe(true);
  }, 60_000);
});
