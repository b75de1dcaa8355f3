import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import type { PracticeLms, ProfileName } from '../../adapters/practice-lms/index.ts';

export type Container = 'frame' | 'window';

/** A machine may be busy with something else; what is there goes on at once. */
const patienceMs = 40_000;

/** Somebody at the practice LMS, in a browser: signs in, opens links, looks at grades. */
export class AtTheLms {
  readonly #context: BrowserContext;
  readonly #lms: PracticeLms;
  readonly #page: Page;

  private constructor(context: BrowserContext, lms: PracticeLms, page: Page) {
    this.#context = context;
    this.#lms = lms;
    this.#page = page;
  }

  static async arrive(context: BrowserContext, lms: PracticeLms, profile: ProfileName): Promise<AtTheLms> {
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.request.post(`${lms.baseUrl}/profile`, { form: { profile } });
    return new AtTheLms(context, lms, page);
  }

  /** How people sign in there is not what is tried here. */
  async #signIn(person: string): Promise<void> {
    await this.#page.request.post(`${this.#lms.baseUrl}/sign-in`, { form: { person }, maxRedirects: 0 });
  }

  /** Becomes somebody and enters the course. */
  async enter(person: string, course = '7'): Promise<void> {
    await this.#signIn(person);
    await this.#page.goto(`${this.#lms.baseUrl}/courses/${course}`);
  }

  /**
   * The administrator pastes an invitation, reads what is left to do there, closes that page and does it.
   * @returns what the page said
   */
  async install(invitation: string): Promise<string> {
    await this.#signIn('admin');
    await this.#page.goto(`${this.#lms.baseUrl}/tools`);
    await this.#page.getByTestId('register-url').fill(invitation);
    await this.#page.getByTestId('register').click();
    const frame = this.#page.frameLocator('[data-test="tool"]');
    const left = await frame.locator('ol').innerText();
    await frame.getByTestId('close').click();
    await this.#page.getByTestId('tool-state').waitFor();
    const activate = this.#page.getByTestId('activate');
    if ((await activate.count()) > 0) await activate.click();
    const cog = this.#page.getByTestId('cog');
    if ((await cog.count()) > 0) {
      await cog.click();
      await this.#page.getByTestId('usage').selectOption('chooser');
      await this.#page.getByTestId('save-settings').click();
    }
    return left;
  }

  /** The teacher copies the course; everybody of it is in the new one, too. @returns its key */
  async copyCourse(): Promise<string> {
    const before = this.#page.url();
    await this.#page.getByTestId('copy-course').click();
    await this.#page.waitForURL((url) => url.href !== before);
    return new URL(this.#page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** The teacher asks for content of ours. */
  async addContent(): Promise<FrameLocator> {
    await this.#page.getByTestId('add-content').first().click();
    return this.#framed();
  }

  /**
   * Our page in the LMS's frame. The driver now and then loses a frame that goes from site to site although the
   * browser shows it: then the LMS's page is loaded again, as a person would.
   */
  async #framed(): Promise<FrameLocator> {
    const frame = this.#page.frameLocator('[data-test="tool"]');
    for (let tries = 1; ; tries += 1) {
      try {
        await frame.locator('main#page').waitFor({ timeout: patienceMs / 2 });
        return frame;
      } catch (fault) {
        if (tries === 3) throw fault;
        await this.#page.reload();
      }
    }
  }

  /** The LMS says what was placed; Moodle shows it first and asks once more. */
  async confirmContent(): Promise<void> {
    const confirm = this.#page.frameLocator('[data-test="tool"]').getByTestId('confirm-content');
    const placed = this.#page.getByTestId('link').first().waitFor();
    await Promise.race([placed, confirm.click().catch(() => placed)]);
    await placed;
  }

  /** Canvas leaves placed items unpublished. */
  async publishAll(): Promise<void> {
    const button = this.#page.getByTestId('publish-all');
    if ((await button.count()) > 0) await button.click();
  }

  async titles(): Promise<string[]> {
    const links = await this.#page.getByTestId('link').all();
    return Promise.all(links.map(async (link) => (await link.getAttribute('data-title')) ?? ''));
  }

  /** Opens a placed link, in a frame of the LMS or in a window of its own. */
  async open(title: string, container: Container): Promise<Tool> {
    const link = this.#page.locator(`[data-test="link"][data-title="${title}"]`);
    if (container === 'frame') {
      await link.getByTestId('open-in-frame').click();
      return new Tool(await this.#framed(), null);
    }
    const page = await this.openWindow(title);
    return new Tool(page, page);
  }

  /** Opens a placed link in a window of its own. */
  async openWindow(title: string): Promise<Page> {
    const link = this.#page.locator(`[data-test="link"][data-title="${title}"]`);
    const opened = this.#context.waitForEvent('page');
    await link.getByTestId('open-in-window').click();
    const page = await opened;
    page.setDefaultTimeout(patienceMs);
    await page.locator('main#page').waitFor();
    return page;
  }

  /** Column label → what stands there. */
  async grades(person: string): Promise<Record<string, string>> {
    await this.#page.getByTestId('gradebook').click();
    const cells = await this.#page.locator(`[data-test="grade"][data-person="${person}"]`).all();
    const grades = await Promise.all(
      cells.map(async (cell) => [
        await cell.getAttribute('data-column'),
        (await cell.textContent())?.trim() ?? '',
      ]),
    );
    return Object.fromEntries(grades);
  }

  get page(): Page {
    return this.#page;
  }
}

/** Our pages, wherever they stand. */
export class Tool {
  readonly #where: FrameLocator | Page;
  readonly #window: Page | null;

  constructor(where: FrameLocator | Page, window: Page | null) {
    this.#where = where;
    this.#window = window;
  }

  hook(name: string): Locator {
    return this.#where.getByTestId(name);
  }

  locator(selector: string): Locator {
    return this.#where.locator(selector);
  }

  /** What the page says happened, read aloud. */
  async said(): Promise<string> {
    await this.#where.locator('#said p').waitFor();
    return (await this.#where.locator('#said').textContent()) ?? '';
  }

  async leave(): Promise<void> {
    await this.#window?.close();
  }
}
