import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { ActivityId, PersonId } from '../../core/ids.ts';
import { InviteStaff, inviteStaff } from '../../core/organisers/invite-staff.ts';
import { operator } from '../../core/people/actor.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { openWebWorld, type VisitTab, type WebWorld } from '../support/web-world.ts';

const suite = chromiumPath ? describe : describe.skip;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

suite('The pages of learners and teachers (needs Chromium; set CHROMIUM to its path)', () => {
  let world: WebWorld;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  let interview: ActivityId;
  const complaints: string[] = [];

  beforeAll(async () => {
    world = await openWebWorld();
    interview = await world.activity('interview-a-neighbour');
    browser = await openBrowser('blocked', { width: 320, height: 800 });
    page = await browser.context.newPage();
    page.setDefaultTimeout(10_000);
    // Half faded in, nothing has the contrast that it will have.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    // What the content policy blocks, and what breaks in a script, is told here. Refused answers are meant to be.
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

  /** As an LMS does: a form that posts itself. */
  async function open(tab: VisitTab): Promise<void> {
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
  }

  async function learnerAtStepTwo(name: string): Promise<VisitTab> {
    const first = await world.visit(name);
    await first.post(`/app/playlists/${world.playlist}/declare-done`, {
      activity: await world.activity('explore-skills'),
    });
    await world.settle();
    return world.visit(name, { view: { page: 'activity', activity: interview, within: world.playlist } });
  }

  /** Fits 320 px, and nothing that axe calls serious. */
  async function isFine(): Promise<void> {
    await page.waitForLoadState('load');
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide).toBe(0);
    // Over the debugging protocol, which the page's content policy does not bind.
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
    expect(JSON.parse(String(result.value))).toEqual([]);
  }

  const focused = () =>
    page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');

  it('fit a small phone and have nothing that axe calls serious', async () => {
    const views: [string, Parameters<WebWorld['visit']>[1]][] = [
      ['Luka', {}],
      ['Luka', { view: { page: 'activity', activity: interview, within: world.playlist } }],
      ['Luka', { view: { page: 'nothing-chosen' } }],
      ['Luka', { view: { page: 'course' } }],
      ['Ana Teacher', { seat: 'teacher', view: { page: 'course' } }],
      ['Ana Teacher', { seat: 'teacher', view: { page: 'picker' } }],
      ['Ana Teacher', { seat: 'teacher', view: { page: 'choose-item' }, language: 'sl' }],
      ['Luka', { language: 'sl' }],
    ];
    for (const [name, joining] of views) {
      await open(await world.visit(name, joining));
      await isFine();
    }
    await page.goto(`${world.baseUrl}/app/class`);
    await isFine();
  }, 60_000);

  it('of grades sent fit and have nothing that axe calls serious, whatever became of the grades', async () => {
    const completing = async (name: string) => {
      const activity = await world.activity('explore-skills');
      const tab = await world.visit(name);
      await tab.post(`/app/playlists/${world.playlist}/declare-done`, { activity });
      await world.settle();
    };
    await completing('Has a grade');
    world.gradebook.fault = new Unreachable('no answer', { said: '503 Back soon' });
    await completing('Waits for a grade');
    world.gradebook.fault = new Declined('unpublished', 'answered 422', { said: '422 unpublished' });
    await completing('Needs the teacher');
    world.gradebook.fault = null;
    await open(await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'course' } }));
    await page.locator('.top a[href="/app/class"]').click();
    await page.locator('[data-test="grades-sent"]').click();

    for (const tab of ['needs-you', 'waiting', 'sent']) {
      await page.locator(`[data-test="grades-${tab}"]`).click();
      await page.locator(`[data-test="grades-${tab}"][aria-current]`).waitFor();
      await isFine();
    }
    await page.locator('[data-test="grades-needs-you"]').click();
    await page.locator('[data-test="send-all"]').click();
    await page.getByText('They are on their way.').waitFor();
  }, 60_000);

  it('fit a small phone at the organiser’s desk and at a learner’s page, too', async () => {
    const luka = await learnerAtStepTwo('Luka at the desk');
    const form = new FormData();
    const tasks = (await world.ports.records.activities.byId(interview))?.tasks ?? [];
    for (const [name, value] of [
      ['task', tasks[1]?.id ?? ''],
      ['handIn', 'one'],
      ['text', 'She danced after every film.'],
    ] as const) {
      form.set(name, value);
    }
    await luka.send(`/app/playlists/${world.playlist}/activities/${interview}/hand-in`, form);

    await open(await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'course' } }));
    await page.getByRole('link', { name: 'Luka at the desk' }).click();
    await page.locator('[data-test="learner-part"]').waitFor();
    await isFine();
    await page.locator('[data-test="see-work"]').click();
    await page.locator('[data-test="review"]').waitFor();
    await isFine();

    const input = InviteStaff.parse({ organiser: world.organiser, name: 'Iva', role: 'owner' });
    const invited = await inviteStaff(world.ports, operator, input);
    await page.goto(await world.signInLink(invited.done?.person.id as PersonId));
    await page.locator('[data-test="sign-in"]').click();
    await page.waitForURL(/organisers/);
    const badge = (await world.ports.records.badges.of(world.organiser))[0]?.id;
    for (const path of [
      '',
      '/people',
      `/people/${luka.person}`,
      '/badges',
      `/badges/${badge}`,
      '/awards',
      '/about',
    ]) {
      await page.goto(`${world.baseUrl}/app/organisers/mladi-zmaji${path}`);
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) (one as HTMLDetailsElement).open = true;
      });
      await isFine();
    }
    // Of tabs that lie in one row, the one that is shown is among those that are seen.
    const seen = await page.locator('.tab.here').evaluate((tab) => {
      const { left, right } = tab.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
    expect(seen).toBe(true);
    await page.context().clearCookies();
    // Nothing of it waits in the stories that follow.
    await luka.post(`/app/playlists/${world.playlist}/activities/${interview}/take-back`, {
      task: tasks[1]?.id ?? '',
    });
  }, 60_000);

  it('fit a small phone while a badge is made and endorsed, and show its picture as it is chosen', async () => {
    const input = InviteStaff.parse({ organiser: world.organiser, name: 'Iva makes', role: 'owner' });
    const invited = await inviteStaff(world.ports, operator, input);
    await page.goto(await world.signInLink(invited.done?.person.id as PersonId));
    await page.locator('[data-test="sign-in"]').click();
    await page.waitForURL(/organisers/);
    const desk = `${world.baseUrl}/app/organisers/mladi-zmaji`;
    await page.goto(`${desk}/badges/new`);
    const before = await page.locator('#badge-picture').innerHTML();
    await page.locator('input[name="sign"][value="rocket"]').check();
    await page.waitForFunction((was) => document.querySelector('#badge-picture')?.innerHTML !== was, before);
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    await isFine();

    await page.fill('[data-test="name-sl"]', 'Raketa');
    await page.reload();
    const unsent = await page.inputValue('[data-test="name-sl"]');
    await page.fill('[data-test="description-sl"]', 'Zna poleteti.');
    await page.fill('[data-test="criteria-sl"]', 'Poletela je.');
    await page.selectOption('[data-test="rule-1"]', 'hand');
    await page.locator('[data-test="keep-badge"]').click();
    await page.waitForURL(/preview/);
    await isFine();
    await page.locator('[data-test="publish-badge"]').click();
    await page.locator('[data-test="retire-badge"]').waitFor({ state: 'attached' });
    await page.goto(`${desk}/endorsements`);
    await isFine();
    await page.fill('#name', 'Oto');
    await page.fill('#email', 'oto@library.example');
    await page.locator('[data-test="ask-endorsement"]').click();
    await page.locator('[data-test="endorsement-asked"]').waitFor();
    await world.settle();
    const note = world.mailer.sent.at(-1)?.note;
    await page.goto(`${world.baseUrl}${new URL(note && 'link' in note ? note.link : '').pathname}`);
    await isFine();
    await page.goto(`${world.baseUrl}/app/checks`);
    await isFine();

    await page.context().clearCookies();

    expect(unsent).toBe('Raketa');
  }, 60_000);

  it('keep the focus near what was done, and say it aloud', async () => {
    await open(await learnerAtStepTwo('Focus'));
    const send = page.locator('[data-test="submit-evidence"]').first();

    await send.click();
    await page.locator('.refused').waitFor();
    expect(await focused()).toContain('Write, link or choose something first.');

    await page.locator('[data-test="evidence-text"]').first().fill('She danced after every film.');
    await send.click();
    await page.getByText('In review').waitFor();

    expect(await page.locator('#said').textContent()).toContain('Handed in.');
    expect(await focused()).toContain('waits for 2 more peers');
    await isFine();
  }, 30_000);

  it('offer unsent text again after the visit ended, to its author only', async () => {
    const author = await learnerAtStepTwo('Author');
    await open(author);
    await page.locator('[data-test="evidence-text"]').first().fill('Not handed in yet');
    world.clock.advance(3 * 60 * 60 * 1000);
    await page.locator('[data-test="submit-evidence"]').first().click();
    await page.getByText('Your visit has ended.').waitFor();
    expect(await page.locator('#page').textContent()).toContain('What you typed is kept in this browser.');

    await open(await learnerAtStepTwo('Somebody else'));
    expect(await page.locator('[data-test="evidence-text"]').first().inputValue()).toBe('');
    await open(await learnerAtStepTwo('Author'));
    expect(await page.locator('[data-test="evidence-text"]').first().inputValue()).toBe('Not handed in yet');
    expect(await page.locator('[data-restored]').first().isVisible()).toBe(true);

    await page.locator('[data-test="submit-evidence"]').first().click();
    await page.getByText('In review').waitFor();
    await open(await learnerAtStepTwo('Author'));
    expect(await page.locator('[data-test="evidence-text"]').first().inputValue()).toBe('');
  }, 30_000);

  it('show a picture that was handed in, by an address good once', async () => {
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#48a' } })
      .png()
      .toBuffer();
    await open(await learnerAtStepTwo('Painter'));

    await page
      .locator('[data-test="evidence-files"]')
      .first()
      .setInputFiles({ name: 'street.png', mimeType: 'image/png', buffer: bytes });
    await page.getByLabel('What can be seen or heard in them?').fill('Our street');
    await page.locator('[data-test="submit-evidence"]').first().click();
    const picture = page.getByAltText('Our street');
    await picture.waitFor();

    expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(64);
    expect(await picture.getAttribute('src')).toContain('?ticket=');
    await isFine();
  }, 30_000);

  it('find while a teacher types, and lead to the form for the course', async () => {
    await open(await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'picker' } }));

    await page.locator('#q').pressSequentially('future m', { delay: 20 });
    await page.getByText('2 found').waitFor();
    expect(await focused()).toBe('q');
    await page.locator('[data-item="mladi-zmaji/future-makers"]').click();
    await page.locator('[data-test="pick-each"]').check();
    await isFine();

    expect(page.url()).not.toContain('token');
    expect(await page.locator('[data-test="place"]').isVisible()).toBe(true);
  }, 30_000);

  it('put something behind a link and lead there without leaving the document', async () => {
    await open(await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'choose-item' } }));

    await page.locator('#q').fill('river');
    await page.locator('[data-item="mladi-zmaji/river-watch"]').click();
    await page.locator('[data-test="place"]').click();
    await page.getByText('You are here as a teacher').waitFor();

    expect(new URL(page.url()).pathname).toMatch(/^\/launch\//);
    expect(await page.locator('h1').textContent()).toContain('Ljubljanica river watch');
  }, 30_000);

  it('save a file and stay', async () => {
    const author = await learnerAtStepTwo('Saver');
    const tasks = (await world.ports.records.activities.byId(interview))?.tasks ?? [];
    const form = new FormData();
    form.set('task', tasks[0]?.id ?? '');
    form.set('handIn', 'one');
    form.append('files', new File(['%PDF-1.4\n%%EOF\n'], 'my-talk.pdf', { type: 'application/pdf' }));
    await author.send(`/app/playlists/${world.playlist}/activities/${interview}/hand-in`, form);
    await open(await learnerAtStepTwo('Saver'));

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download my-talk.pdf' }).click();
    const saved = await saving;

    expect(saved.suggestedFilename()).toBe('my-talk.pdf');
    expect(await page.locator('h1').textContent()).toContain('Interview a neighbour');
  }, 30_000);

  it('count down while an approval can be undone, and then offer it no more', async () => {
    const author = await learnerAtStepTwo('Waits for a word');
    const form = new FormData();
    const tasks = (await world.ports.records.activities.byId(interview))?.tasks ?? [];
    for (const [name, value] of [
      ['task', tasks[1]?.id ?? ''],
      ['handIn', 'one'],
      ['text', 'Read me'],
    ] as const) {
      form.set(name, value);
    }
    await author.send(`/app/playlists/${world.playlist}/activities/${interview}/hand-in`, form);
    await open(await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'course' } }));

    await page.locator('[data-test="review-approve"]').first().click();
    await page.locator('[data-test="undo"]').waitFor();
    expect(await focused()).toContain('Approved: Waits for a word.');
    await page.waitForFunction(() => Number(document.querySelector('[data-seconds-left]')?.textContent) < 10);
    await isFine();
    await page.locator('[data-test="undo"]').click();

    await page.locator('[data-test="review-approve"]').first().waitFor();
    expect(await page.locator('#said').textContent()).toContain('Undone.');
  }, 30_000);
});
