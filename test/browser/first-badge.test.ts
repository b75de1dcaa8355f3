import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { loadDemoCity } from '../../adapters/assemble.ts';
import { type PracticeLms, type ProfileName, startPracticeLms } from '../../adapters/practice-lms/index.ts';
import { revokeAward } from '../../core/badges/revoke-award.ts';
import type { PersonId } from '../../core/ids.ts';
import { secondMs } from '../../core/instant.ts';
import { OpenAccount, openAccount } from '../../core/organisers/open-account.ts';
import { verifyOrganiser } from '../../core/organisers/verify-organiser.ts';
import { operator } from '../../core/people/actor.ts';
import { chromiumPath, openBrowser, type ThirdPartyCookies } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { AtTheLms, type Container, type Tool } from './walk.ts';

const suite = chromiumPath ? describe : describe.skip;
const undoOver = 10.5 * secondMs;

/** The steps of Future makers, as they are called in a course. */
const [header, a1, a2, a3, a4] = [
  'Future makers',
  'Explore skills',
  'Interview a neighbour',
  'Open space at the library',
  'Podcast',
] as const;

type Way = readonly [ProfileName, ThirdPartyCookies, Container];

/** Each profile, both cookie modes, both containers. */
const covering: readonly Way[] = [
  ['by-the-book', 'blocked', 'frame'],
  ['moodle', 'allowed', 'frame'],
  ['canvas', 'blocked', 'window'],
];

/** Every combination: with `FULL=1`. */
const all: readonly Way[] = (['by-the-book', 'moodle', 'canvas'] as const).flatMap((profile) =>
  (['blocked', 'allowed'] as const).flatMap((cookies) =>
    (['frame', 'window'] as const).map((container): Way => [profile, cookies, container]),
  ),
);

suite('From an invitation to a badge (needs Chromium; set CHROMIUM to its path)', () => {
  let house: House;
  let owner: PersonId;
  /** Hosts of the practice platforms: they are private, and this house may reach them all the same. */
  const ltiPrivateHosts: string[] = [];

  // A house for each: its clock goes ahead by half a minute, and the platform's does not.
  beforeEach(async () => {
    house = await openHouse({ ltiPrivateHosts });
    const { ports } = house.app;
    await loadDemoCity(ports);
    const opened = await openAccount(
      ports,
      operator,
      OpenAccount.parse({
        slug: 'gimnazija-zmaj',
        name: 'Gimnazija Zmaj',
        kind: 'school',
        url: 'https://zmaj.example',
        email: 'info@zmaj.example',
        languages: ['sl'],
        home: null,
        owner: { name: 'Ana', email: null },
      }),
    );
    if (!opened.done) throw new Error('No school');
    owner = opened.done.owner.id;
    await verifyOrganiser(ports, operator, { slug: 'gimnazija-zmaj' });
  }, 120_000);

  afterEach(async () => {
    await house.close();
    expect(house.errors).toEqual([]);
  });

  it.each(process.env['FULL'] ? all : covering)(
    'in a %s course, third-party cookies %s, in a %s',
    async (profile, cookies, container) => {
      const lms = await startPracticeLms({ dataDir: null, tool: null });
      ltiPrivateHosts.push(new URL(lms.baseUrl).host);
      const browser = await openBrowser(cookies);
      try {
        const lmsPage = await AtTheLms.arrive(browser.context, lms, profile);
        await install(lmsPage, profile);
        await walk(lmsPage, lms, container);
      } catch (fault) {
        await keepPicture(browser.context, profile);
        throw fault;
      } finally {
        await browser.close();
        await lms.close();
      }
    },
    300_000,
  );

  /** By an invitation of the school; Canvas keeps its deployment to itself, so the school asks to come in. */
  async function install(lmsPage: AtTheLms, profile: ProfileName): Promise<void> {
    const family = profile === 'by-the-book' ? 'generic' : profile;
    const invited = await house.app.lti.registrations.invite({
      organiser: 'gimnazija-zmaj',
      family,
      audience: 'adults',
    });
    const left = await lmsPage.install(invited.done?.url ?? '');

    expect(left).toContain(profile === 'moodle' ? 'activity chooser' : 'Close this page');
    if (profile !== 'canvas') return;
    await lmsPage.enter('ana');
    const refused = await lmsPage.addContent();
    expect(await refused.locator('main').innerText()).toContain('DEPLOYMENT_PENDING');
    await letSchoolIn(lmsPage);
  }

  /** The owner of the school finds it on their desk. */
  async function letSchoolIn({ page }: AtTheLms): Promise<void> {
    const desk = await page.context().newPage();
    await desk.goto(await house.app.signInLinks.make(owner, 7));
    await desk.locator('main button').first().click();
    await desk.waitForURL(({ pathname }) => pathname.startsWith('/app'));
    await desk.goto(`${house.baseUrl}/app/organisers/gimnazija-zmaj/platforms`);
    await desk.getByTestId('approve-school').click();
    await desk.locator('[data-test="school"][data-status="approved"]').first().waitFor();
    await desk.close();
  }

  async function walk(lmsPage: AtTheLms, lms: PracticeLms, container: Container): Promise<void> {
    const at = async (person: string, title: string, act: (tool: Tool) => Promise<void>) => {
      await lmsPage.enter(person);
      const tool = await lmsPage.open(title, container);
      await act(tool);
      await tool.leave();
    };

    // Ana places the playlist, each activity as its own link.
    await lmsPage.enter('ana');
    const picker = await lmsPage.addContent();
    await picker.getByTestId('search').fill('future mak');
    await picker.locator('[data-test="pick-item"][data-item="mladi-zmaji/future-makers"]').click();
    await picker.getByTestId('pick-each').check();
    await picker.getByTestId('place').click();
    await lmsPage.confirmContent();
    await lmsPage.enter('ana');
    await lmsPage.publishAll();
    expect((await lmsPage.titles()).sort()).toEqual([header, a1, a2, a3, a4].sort());

    // Mia begins; the second step is locked until the first is done.
    await at('mia', header, async (tool) => {
      expect(await tool.hook('progress').textContent()).toContain('0');
      const second = tool.hook('step').nth(1);
      expect(await second.getAttribute('data-state')).toBe('locked');
    });
    for (const learner of ['mia', 'jan', 'eva']) {
      await at(learner, a1, async (tool) => {
        await tool.hook('declare-done').click();
        await tool.locator('[data-test="step"][data-state="done"]').first().waitFor();
      });
    }
    await house.settle();

    // Two peers join, so that they may review; Mia hands in both tasks.
    for (const peer of ['jan', 'eva']) {
      await at(peer, a2, async (tool) => {
        await tool.hook('join').click();
        await tool.said();
      });
    }
    await at('mia', a2, async (tool) => {
      for (const words of ['We talked about her first job.', 'That she never finished school.']) {
        await tool.hook('evidence-text').first().fill(words);
        await tool.hook('submit-evidence').first().click();
        await tool.said();
        await tool.locator(`text=${words}`).first().waitFor();
      }
    });
    await house.settle();

    // One peer approves, the other asks to improve: the first approval is void then.
    await at('jan', a2, async (tool) => {
      await tool.hook('review-approve').first().click();
      await tool.hook('undo').first().waitFor();
    });
    await at('eva', a2, async (tool) => {
      await tool.hook('review-words').first().fill('Say what surprised you.');
      await tool.hook('review-improve').first().click();
      await tool.hook('review-improve').first().waitFor({ state: 'detached' });
    });
    await house.settle(undoOver);
    await at('mia', a2, async (tool) => {
      await tool.locator('text=Say what surprised you.').first().waitFor();
      await tool.hook('evidence-text').first().fill('Her first job was in a bakery, and that surprised me.');
      await tool.hook('submit-evidence').first().click();
      await tool.said();
    });
    for (const peer of ['jan', 'eva']) {
      await at(peer, a2, async (tool) => {
        await tool.hook('review-approve').first().click();
        await tool.hook('undo').first().waitFor();
      });
    }

    // Ana approves the other task; the LMS is away when the grades for it go out.
    await lmsPage.enter('ana');
    const ana = await lmsPage.open(header, container);
    await house.settle();
    await ana.locator('nav a[href="/app/class"]').click();
    // The roster names who never came, too.
    await ana.locator('text=Luka Horvat').first().waitFor();
    await ana.hook('review-approve').first().click();
    await ana.hook('undo').first().waitFor();
    await ana.leave();
    await lms.control.goDown();
    await house.settle(undoOver);
    await at('ana', header, (tool) => sentAfterOutage(tool, lms));
    await lmsPage.enter('ana');
    expect((await lmsPage.grades('mia'))[a2]).toContain('100');

    // She confirms attendance by hand.
    await lmsPage.enter('ana');
    const confirming = await lmsPage.open(header, container);
    await confirming.locator('nav a[href="/app/class"]').click();
    const attendance = confirming.locator('form:has([data-test="confirm-attendance"])').first();
    await attendance.locator('label', { hasText: 'Mia' }).first().click();
    await attendance.getByTestId('confirm-attendance').click();
    await confirming.hook('undo').first().waitFor();
    await confirming.leave();
    await house.settle(undoOver);

    // The gradebook follows: the header and the three needed steps.
    await lmsPage.enter('ana');
    const grades = await lmsPage.grades('mia');
    expect(Object.keys(grades).sort()).toEqual([header, a1, a2, a3].sort());
    for (const [column, grade] of Object.entries(grades))
      expect([column, grade]).toEqual([column, expect.stringContaining('100')]);

    // Mia has her badge, and shares it.
    let address = '';
    await at('mia', header, async (tool) => {
      expect(await tool.hook('progress').textContent()).toContain('3');
      await tool.hook('share').first().click();
      await tool.locator('button[data-test="share"]').click();
      address = (await tool.hook('share-link').getAttribute('href')) ?? '';
    });
    await copied(lmsPage, container);
    await verifyAndRevoke(lmsPage, address);
  }

  /** The teacher finds what waits and why, and sends it when the LMS is back: of the step, and of the playlist. */
  async function sentAfterOutage(tool: Tool, lms: PracticeLms): Promise<void> {
    await tool.locator('nav a[href="/app/class"]').click();
    await tool.hook('grades-sent').click();
    await tool.locator('[data-test="grades-waiting"]:has-text("(2)")').click();
    expect(await tool.hook('grade-group').innerText()).toContain('does not answer');
    await lms.control.comeBack();
    await tool.hook('send-all').click();
    await tool.said();
    await house.settle();
    await tool.locator('[data-test="grades-sent"]').click();
    await tool.locator('[data-test="grades-waiting"]:has-text("(0)")').waitFor();
  }

  /** A course copied for next year: its links find their playlist, and what Mia can already do counts there, too. */
  async function copied(lmsPage: AtTheLms, container: Container): Promise<void> {
    await lmsPage.enter('ana');
    const copy = await lmsPage.copyCourse();
    await lmsPage.enter('mia', copy);
    const tool = await lmsPage.open(header, container);
    expect(await tool.hook('progress').textContent()).toContain('3');
    await tool.leave();
    await house.settle();

    await lmsPage.enter('ana', copy);
    expect((await lmsPage.grades('mia'))[header]).toContain('100');
  }

  async function verifyAndRevoke(lmsPage: AtTheLms, address: string): Promise<void> {
    const json = () => fetch(address, { headers: { accept: 'application/ld+json' } });
    const verdict = async () => {
      await lmsPage.page.goto(`${house.baseUrl}/verify`);
      await lmsPage.page.getByTestId('verify-address').fill(address);
      await lmsPage.page.getByTestId('verify').click();
      return lmsPage.page.getByTestId('verdict').getAttribute('data-verdict');
    };

    expect(await verdict()).toBe('valid');
    const assertion = await json();
    expect([assertion.status, ((await assertion.json()) as { type: string }).type]).toEqual([
      200,
      'Assertion',
    ]);

    const revoked = await revokeAward(house.app.ports, operator, {
      address,
      reason: 'issued to the wrong person',
    });
    expect(revoked.refused).toBeUndefined();
    expect(await verdict()).toBe('revoked');
    const gone = await json();
    expect([gone.status, await gone.json()]).toEqual([
      410,
      expect.objectContaining({ revoked: true, revocationReason: 'issued to the wrong person' }),
    ]);
  }
});

/** Where `SHOTS` names a folder, what the browser showed when a walk failed. */
async function keepPicture(context: BrowserContext, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  const page = context.pages().at(-1);
  if (folder && page) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
