/** A browser's cookie jar and its habits towards one site, without the browser. */
export interface Tab {
  /** Never follows a redirect. `path` is an address of the tool, or a path there. */
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** As a form would. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>;
  readonly cookies: Map<string, string>;
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a refusal asked for as JSON. */
  readonly code: string | null;
}

/** @param base address of the tool, without a slash at the end */
export function openTab(base: string): Tab {
  const cookies = new Map<string, string>();

  async function ask(path: string, init: RequestInit): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, base), {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, ...(cookie ? { cookie } : {}) },
    });
    for (const line of response.headers.getSetCookie()) remember(cookies, line);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, code: codeIn(text) };
  }

  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields, headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}

function remember(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...flags] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const isOver = flags.some((flag) => /^max-age=0$/i.test(flag)) || flags.some(isPastExpiry);
  if (isOver) cookies.delete(name);
  else cookies.set(name, value);
}

const isPastExpiry = (flag: string): boolean =>
  /^expires=/i.test(flag) && Date.parse(flag.slice('expires='.length)) < Date.now();

function codeIn(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : null;
    return typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}
