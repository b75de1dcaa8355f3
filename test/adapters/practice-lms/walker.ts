/** A browser without a window: keeps cookies per host, follows redirects, sends forms that send themselves. */
export class Walker {
  readonly #jar = new Map<string, Map<string, string>>();
  /** Where it stands. */
  url = '';
  html = '';
  status = 0;
  /** Every address it has been to. */
  readonly trail: string[] = [];

  async open(url: string, form?: Readonly<Record<string, string>>): Promise<this> {
    this.trail.push(url);
    const body = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: this.#cookies(url) }, ...body });
    this.#keep(url, answer.headers.getSetCookie());
    const location = answer.headers.get('location');
    if (location) return this.open(new URL(location, url).href);
    [this.url, this.html, this.status] = [url, await answer.text(), answer.status];
    const errand = this.html.includes('id="errand"') ? this.form('errand') : null;
    return errand ? this.#send(errand) : this;
  }

  /** The form with this id, or the first one that holds this text. */
  form(mark: string): { method: string; action: string; fields: Record<string, string> } {
    const form = (this.html.match(/<form[\s\S]*?<\/form>/g) ?? []).find((one) => one.includes(mark));
    if (!form) throw new Error(`no form with ${mark} on ${this.url}: ${this.html.slice(0, 300)}`);
    const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([input]) => input);
    return {
      method: attribute(form, 'method') ?? 'get',
      action: new URL(attribute(form, 'action') ?? '', this.url).href,
      fields: Object.fromEntries(
        inputs.map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? '']),
      ),
    };
  }

  /** Presses the button with this `data-test`. */
  press(hook: string): Promise<this> {
    const form = this.form(`data-test="${hook}"`);
    const button = this.html.match(new RegExp(`<button[^>]*data-test="${hook}"[^>]*>`))?.[0] ?? '';
    const name = attribute(button, 'name');
    const fields = name === null ? form.fields : { ...form.fields, [name]: attribute(button, 'value') ?? '' };
    return this.#send({ ...form, fields });
  }

  /** Follows the link, or looks into the frame, with this `data-test`. */
  follow(hook: string): Promise<this> {
    const tag = this.html.match(new RegExp(`<(?:a|iframe)[^>]*data-test="${hook}"[^>]*>`))?.[0];
    if (!tag) throw new Error(`nothing called ${hook} on ${this.url}`);
    return this.open(new URL(attribute(tag, 'href') ?? attribute(tag, 'src') ?? '', this.url).href);
  }

  /** What stands in the element with this `data-test`. */
  text(hook: string): string {
    const inside = this.html.match(new RegExp(`data-test="${hook}"[^>]*>([\\s\\S]*?)</`))?.[1] ?? '';
    return unescaped(inside.replace(/<[^>]+>/g, '').trim());
  }

  #send({ method, action, fields }: ReturnType<Walker['form']>): Promise<this> {
    if (method === 'post') return this.open(action, fields);
    const url = new URL(action);
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    return this.open(url.href);
  }

  /** As a browser does in a foreign frame. */
  forgetLaxCookies(): void {
    for (const jar of this.#jar.values()) jar.delete('PracticeMoodleSession');
  }

  #cookies(url: string): string {
    const jar = this.#jar.get(new URL(url).host) ?? new Map<string, string>();
    return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(url: string, cookies: readonly string[]): void {
    const jar = this.#jar.get(new URL(url).host) ?? new Map<string, string>();
    this.#jar.set(new URL(url).host, jar);
    for (const cookie of cookies) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
  }
}

function attribute(tag: string, name: string): string | null {
  const found = tag.match(new RegExp(`[\\s<]${name}="([^"]*)"`))?.[1];
  return found === undefined ? null : unescaped(found);
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
