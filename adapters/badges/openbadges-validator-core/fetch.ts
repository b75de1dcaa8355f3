import { isNode, type Node, parseJson, textOf } from './json.ts';
import { isPng } from './png.ts';
import { isSvg } from './svg.ts';
import { mostPictureBytes } from './unbake.ts';

/** One request, as the verifier wishes it. */
export interface Asked {
  readonly url: string;
  readonly accept: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface Answered {
  readonly status: number;
  /** Media type without parameters, lower case; empty when none was said. */
  readonly type: string;
  readonly body: Uint8Array;
  /** Where the answer came from, after redirects; left out: from where it was asked for. */
  readonly url?: string;
}

/**
 * How the verifier reaches the world: the one way out it has.
 * Follows redirects; must refuse addresses that are not public, since strangers choose them.
 * Throws when there is no answer; the message of what it throws is not shown.
 */
export type Fetch = (asked: Asked) => Promise<Answered>;

/** What lies at an address. */
export type Found =
  | { readonly is: 'json'; readonly node: Node }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'picture'; readonly bytes: Uint8Array }
  /** 410. `node` null: nothing is left there. */
  | { readonly is: 'gone'; readonly node: Node | null }
  | { readonly is: 'missing'; readonly because: string };

/** The world for one verification, with limits on how much is asked. */
export interface World {
  look(url: string, keeping?: Keeping): Promise<Found>;
}

/** How long an answer may be told again. `state`: it may say that a badge was revoked. */
export type Keeping = 'document' | 'state';

const keptMs = { document: 5 * 60_000, state: 60_000 } as const;
const mostRequests = 20;
const requestMs = 5000;
const verificationMs = 15_000;
const mostDocumentBytes = 2 * 1024 * 1024;
const accept = 'application/vc, application/ld+json, application/json, image/png, image/svg+xml';

/** What was fetched lately, for all verifications of a verifier. Pictures are not kept. */
export interface Kept {
  find(url: string, keeping: Keeping): Answered | null;
  put(url: string, answer: Answered): void;
}

const mostKeptBytes = 16 * 1024 * 1024;

export function createKept(now: () => number): Kept {
  const kept = new Map<string, { readonly answer: Answered; readonly at: number }>();
  let bytes = 0;
  const drop = (url: string) => {
    bytes -= kept.get(url)?.answer.body.length ?? 0;
    kept.delete(url);
  };
  return {
    find(url, keeping) {
      const one = kept.get(url);
      return one && now() - one.at < keptMs[keeping] ? one.answer : null;
    },
    put(url, answer) {
      drop(url);
      kept.set(url, { answer, at: now() });
      bytes += answer.body.length;
      for (const oldest of kept.keys()) {
        if (bytes <= mostKeptBytes) break;
        drop(oldest);
      }
    },
  };
}

/** @param stray told of a document that another host answered than the one that was asked */
export function createWorld(
  fetch: Fetch,
  kept: Kept | null,
  stray: (url: string, host: string) => void = () => {},
): World {
  const end = performance.now() + verificationMs;
  const seen = new Map<string, Found>();
  let requests = 0;

  const ask = async (url: string): Promise<Answered | string> => {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return 'no address on the web';
    const left = end - performance.now();
    if (requests >= mostRequests || left <= 0) return 'this badge leads to too many addresses';
    requests += 1;
    const timeoutMs = Math.ceil(Math.min(requestMs, left));
    try {
      return await within(timeoutMs + 100, fetch({ url, accept, timeoutMs, maxBytes: mostPictureBytes }));
    } catch {
      return 'no answer';
    }
  };
  return {
    async look(url, keeping = 'document') {
      const before = seen.get(url);
      if (before) return before;
      const told = kept?.find(url, keeping);
      const answer = told ?? (await ask(url));
      if (typeof answer !== 'string' && !told && isKeepable(answer)) kept?.put(url, answer);
      const found: Found = typeof answer === 'string' ? { is: 'missing', because: answer } : read(answer);
      seen.set(url, found);
      const host = typeof answer === 'string' ? null : hostElsewhere(url, answer);
      if (host !== null && found.is !== 'picture') stray(url, host);
      return found;
    },
  };
}

/** Null: the host that was asked, with or without `www`. */
function hostElsewhere(asked: string, { url }: Answered): string | null {
  const [from, to] = [asked, url ?? asked].map((one) => new URL(one).host.replace(/^www\./, ''));
  return to === undefined || from === to ? null : to;
}

const isKeepable = ({ status, body }: Answered): boolean =>
  status >= 200 && status < 300 && body.length <= mostDocumentBytes && !isPng(body);

/** Whoever fetches should keep the time; we do not rely on it. */
function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error('too late')), ms);
    work.then(done, failed).finally(() => clearTimeout(timer));
  });
}

/** Told by content, not by what the answer says it is. */
function read({ status, type, body }: Answered): Found {
  if (status === 410) {
    const parsed = parseJson(textOf(body) ?? '');
    return { is: 'gone', node: isNode(parsed.value) ? parsed.value : null };
  }
  if (status < 200 || status > 299) return { is: 'missing', because: `answered ${status}` };
  if (isPng(body)) return { is: 'picture', bytes: body };
  const text = textOf(body);
  if (text === null) return { is: 'missing', because: 'no badge document' };
  if (isSvg(text)) return { is: 'picture', bytes: body };
  if (body.length > mostDocumentBytes) return { is: 'missing', because: 'more than 2 MB' };
  if (type === 'text/html' || /^\s*<(?:!doctype html|html)/i.test(text))
    return { is: 'missing', because: 'a page for people, no badge document' };
  if (!/^\s*[{[]/.test(text)) return { is: 'text', text: text.trim() };
  const parsed = parseJson(text);
  if (parsed.wrong) return { is: 'missing', because: `JSON that is not taken: ${parsed.wrong}` };
  return isNode(parsed.value)
    ? { is: 'json', node: parsed.value }
    : { is: 'missing', because: 'no document' };
}
