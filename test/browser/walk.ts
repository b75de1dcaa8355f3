import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import type { PracticeLms, ProfileName } from '../../adapters/practice-lms/index.ts';

export type Container = 'frame' | 'window';

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
    page.setDefaultTimeout(20_000);
    await page.goto(`${lms.baseUrl}/`);
    await page.getByTestId(`profile-${profile}`).click();
    return new AtTheLms(context, lms, page);
  }

  /** Becomes somebody and enters the course. */
  async enter(person: string, course = '7'): Promise<void> {
    await this.#page.goto(`${this.#lms.baseUrl}/`);
    await this.#page.getByTestId(`as-${person}`).click();
    await this.#page.getByTestId(`course-${course}`).click();
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
        await frame.locator('main#page').waitFor({ timeout: 8000 });
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
    for (;;) {
      const button = this.#page.getByTestId('publish').first();
      if ((await button.count()) === 0) return;
      await button.click();
      await this.#page.waitForLoadState();
    }
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
    const opened = this.#context.waitForEvent('page');
    await link.getByTestId('open-in-window').click();
    const page = await opened;
    page.setDefaultTimeout(20_000);
    return new Tool(page, page);
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
