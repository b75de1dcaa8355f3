import { type HTMLElement, parse } from 'node-html-parser';
import { openTab, type Page } from './tab.ts';

/** What somebody types, ticks or chooses, by the field's name. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/**
 * Somebody before a page of ours, with htmx's habits and no browser: what is sent are forms and links that stand in the
 * document, with their hidden fields, and the answer takes the place that the form names.
 */
export class PageDriver {
  readonly #base: string;
  readonly #cookies: Map<string, string>;
  #document: HTMLElement;
  #at = '/';
  /** Of the latest answer. */
  status: number;
  /** The latest answer as it came. */
  answer: string;

  private constructor(base: string, cookies: Map<string, string>, first: Pick<Page, 'status' | 'text'>) {
    this.#base = base;
    this.#cookies = cookies;
    this.#document = parse(first.text);
    [this.status, this.answer] = [first.status, first.text];
  }

  /** The document that answered a launch: it holds the visit's token, and no cookie comes along. */
  static open(base: string, launchAnswer: Pick<Page, 'status' | 'text'>): PageDriver {
    return new PageDriver(base, new Map(), launchAnswer);
  }

  /** A browser of its own, by an address somebody was given. */
  static async visit(address: string): Promise<PageDriver> {
    const { origin } = new URL(address);
    const driver = new PageDriver(origin, openTab(origin).cookies, { status: 0, text: '' });
    await driver.go(address);
    return driver;
  }

  /** Types an address of ours into the bar; a visit's token comes along as from a link of the page. */
  async go(address: string): Promise<this> {
    const token = this.#bearer();
    if (token.authorization) await this.#swap(address, { headers: this.#fromHtmx('page') }, 'page', null, []);
    else await this.#load(address, {});
    return this;
  }

  /** Everything by this `data-test`. */
  hooks(name: string): HTMLElement[] {
    return this.#document.querySelectorAll(`[data-test="${name}"]`);
  }

  /** @throws Error when nothing is called so */
  hook(name: string): HTMLElement {
    return this.#must(this.hooks(name)[0], `nothing called ${name}`);
  }

  has(name: string): boolean {
    return this.hooks(name).length > 0;
  }

  all(selector: string): HTMLElement[] {
    return this.#document.querySelectorAll(selector);
  }

  /** All words of the page's middle, as they are read. */
  get words(): string {
    return wordsOf(this.#document.querySelector('#page') ?? this.#document);
  }

  /** What was read aloud last. */
  get said(): string {
    return wordsOf(this.#must(this.#document.querySelector('#said'), 'no live region'));
  }

  get language(): string | undefined {
    return this.#document.querySelector('html')?.getAttribute('lang');
  }

  /** Whether the page was left with that cookie. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  /** The value of the choice that is labelled so. */
  choice(within: string, label: string): string {
    const form = this.#formOf(this.hook(within));
    const found = form.querySelectorAll('label').find((one) => wordsOf(one).includes(label));
    return this.#must(found?.querySelector('input')?.getAttribute('value'), `no choice ${label}`);
  }

  /**
   * Presses a button, its form filled in.
   * @param button a `data-test`, or the element where there are several
   * @throws Error for a field, or a choice, that the form does not offer
   */
  async submit(button: string | HTMLElement, typed: Typed = {}): Promise<this> {
    const pressed = typeof button === 'string' ? this.hook(button) : button;
    const form = this.#formOf(pressed);
    const sent = this.#filled(form, typed);
    const name = pressed.getAttribute('name');
    if (name) sent.push([name, pressed.getAttribute('value') ?? '']);

    const address = this.#must(form.getAttribute('action'), 'a form without an address');
    const target = idIn(form.getAttribute('hx-target'));
    const fields = new URLSearchParams(sent);
    if (form.getAttribute('method') !== 'post') {
      await this.#swap(`${address}?${fields}`, { headers: this.#fromHtmx(target) }, target, form, []);
      return this;
    }
    const takesFiles = form.getAttribute('enctype') === 'multipart/form-data';
    const body = takesFiles ? multipart(sent, form) : fields;
    const along = (form.getAttribute('hx-select-oob') ?? '').split(',').filter(Boolean).map(idIn);
    await this.#swap(address, { method: 'POST', body, headers: this.#fromHtmx(target) }, target, form, along);
    return this;
  }

  /** Clicks a link: its `data-test`, its words, or the element. */
  async follow(link: string | HTMLElement): Promise<this> {
    const element =
      typeof link === 'string'
        ? (this.hooks(link)[0] ?? this.all('a').find((one) => wordsOf(one) === link))
        : link;
    const found = this.#must(element, `no link ${String(link)}`);
    const address = this.#must(found.getAttribute('href'), `${String(link)} leads nowhere`);
    if (!found.getAttribute('hx-get')) await this.#load(address, {});
    else {
      const target = idIn(found.getAttribute('hx-target'));
      await this.#swap(address, { headers: this.#fromHtmx(target) }, target, null, []);
    }
    return this;
  }

  /** Sends what no form of the page would, as somebody might by hand. The page stays; `answer` is what came. @returns the status */
  async forge(address: string, fields: Readonly<Record<string, string>>): Promise<number> {
    const headers = { ...this.#fromHtmx('page'), accept: 'application/json' };
    const answer = await this.#send(address, { method: 'POST', body: new URLSearchParams(fields), headers });
    this.answer = await answer.text();
    return answer.status;
  }

  #formOf(element: HTMLElement): HTMLElement {
    return this.#must(element.closest('form'), 'no form around it');
  }

  /** What a browser would send of this form. */
  #filled(form: HTMLElement, typed: Typed): [name: string, value: string][] {
    const controls = form.querySelectorAll('input, textarea, select');
    for (const [name, value] of Object.entries(typed)) {
      const named = controls.filter((one) => one.getAttribute('name') === name);
      const wanted = [value].flat();
      const isOffered = named.some((one) => !isTicked(one)) || wanted.every((one) => offers(named, one));
      if (named.length === 0 || !isOffered) throw this.#fault(`no field ${name} that takes ${wanted}`);
    }
    return controls.flatMap((control) => {
      const name = control.getAttribute('name');
      if (!name || control.getAttribute('type') === 'file' || control.hasAttribute('disabled')) return [];
      return valuesOf(control, typed[name]).map((value): [string, string] => [name, value]);
    });
  }

  #bearer(): { authorization?: string } {
    const headers = this.#document.querySelector('body')?.getAttribute('hx-headers');
    const token: unknown = headers ? JSON.parse(headers) : {};
    const isThere = typeof token === 'object' && token !== null && 'Authorization' in token;
    return isThere ? { authorization: String(token.Authorization) } : {};
  }

  #fromHtmx(target: string): Record<string, string> {
    return { ...this.#bearer(), 'hx-request': 'true', 'hx-target': target };
  }

  async #send(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address, this.#base);
    if (url.origin !== this.#base) throw this.#fault(`${url.origin} is not ours`);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        origin: this.#base,
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
        ...(cookie ? { cookie } : {}),
        ...init.headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=', 2);
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    [this.status, this.#at] = [answer.status, `${url.pathname}${url.search}`];
    return answer;
  }

  /** A document takes the place of this one. */
  async #load(address: string, init: RequestInit): Promise<void> {
    const answer = await this.#send(address, init);
    const location = answer.headers.get('location');
    if (location) return this.#load(location, {});
    this.answer = await answer.text();
    this.#document = parse(this.answer);
  }

  /** As htmx does: the answer's part takes the place of the target. */
  async #swap(
    address: string,
    init: RequestInit,
    target: string,
    form: HTMLElement | null,
    along: readonly string[],
  ): Promise<void> {
    const answer = await this.#send(address, init);
    const moved = answer.headers.get('hx-redirect');
    if (moved) return this.#load(moved, {});
    const location = answer.headers.get('hx-location');
    if (location) {
      const { path } = JSON.parse(location) as { path: string };
      return this.#swap(path, { headers: this.#fromHtmx('page') }, 'page', null, []);
    }
    this.answer = await answer.text();
    const part = parse(this.answer);
    const place = idIn(answer.headers.get('hx-retarget') ?? `#${target}`);
    const chosen = idIn(answer.headers.get('hx-reselect') ?? form?.getAttribute('hx-select') ?? `#${place}`);
    const fresh = this.#must(part.querySelector(`#${chosen}`), `no #${chosen} in the answer`);
    this.#must(this.#document.querySelector(`#${place}`), `no #${place}`).replaceWith(fresh);
    for (const id of along) {
      const other = part.querySelector(`#${id}`);
      if (other) this.#document.querySelector(`#${id}`)?.replaceWith(other);
    }
    const said = part.querySelector('#said[hx-swap-oob]');
    if (said) this.#document.querySelector('#said')?.set_content(said.innerHTML);
  }

  #must<Thing>(thing: Thing | null | undefined, lack: string): Thing {
    if (thing === null || thing === undefined) throw this.#fault(lack);
    return thing;
  }

  #fault(lack: string): Error {
    return new Error(`${this.#at} (${this.status}): ${lack}. ${this.words.slice(0, 400)}`);
  }
}

/** What a reader reads in it. */
export const wordsOf = (element: HTMLElement): string => element.textContent.replace(/\s+/g, ' ').trim();

const idIn = (selector: string | null | undefined): string => (selector ?? '#page').replace('#', '');

const isTicked = (control: HTMLElement): boolean =>
  ['checkbox', 'radio'].includes(control.getAttribute('type') ?? '') || control.tagName === 'SELECT';

const offers = (named: readonly HTMLElement[], value: string): boolean =>
  named.some(
    (control) =>
      !control.hasAttribute('disabled') &&
      [control, ...control.querySelectorAll('option')].some((one) => one.getAttribute('value') === value),
  );

function valuesOf(control: HTMLElement, typed: Typed[string] | undefined): readonly string[] {
  const own = control.getAttribute('value') ?? '';
  if (control.tagName === 'SELECT') {
    const options = control.querySelectorAll('option');
    const chosen = options.find((one) => one.hasAttribute('selected')) ?? options[0];
    return typed === undefined ? [chosen?.getAttribute('value') ?? ''] : [typed].flat();
  }
  if (isTicked(control)) {
    const isChosen = typed === undefined ? control.hasAttribute('checked') : [typed].flat().includes(own);
    return isChosen ? [own] : [];
  }
  if (typed !== undefined) return [typed].flat();
  return [control.tagName === 'TEXTAREA' ? control.textContent : own];
}

/** With the empty part that a browser sends where no file was chosen. */
function multipart(sent: readonly [string, string][], form: HTMLElement): FormData {
  const body = new FormData();
  for (const [name, value] of sent) body.append(name, value);
  for (const files of form.querySelectorAll('input[type="file"]')) {
    body.append(files.getAttribute('name') ?? '', new Blob([]), '');
  }
  return body;
}
