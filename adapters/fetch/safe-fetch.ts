import { request as httpRequest, type IncomingMessage, type RequestOptions, STATUS_CODES } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Unreachable } from '../../core/faults.ts';
import { type Checked, checkTarget, type Resolve, resolveAll } from './check-target.ts';
import { unpacked } from './unpacked.ts';
import { UrlRefused } from './url-refused.ts';

export interface SafeRequest {
  readonly url: string;
  /** GET when left out. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** `host` or `host:port`, exactly as in the address: these may be private and plain http. */
  readonly allowedHosts?: readonly string[];
  /** The address was chosen by a stranger, anywhere on the web: plain http too, on ports that web servers use. */
  readonly isOpenWeb?: boolean;
  /** For the whole request with its redirects; 10 s when left out. */
  readonly timeoutMs?: number;
  /** 1 MiB when left out. Of an answer that comes packed, both before and after unpacking. */
  readonly maxBytes?: number;
}

export interface SafeAnswer {
  readonly status: number;
  /** What stands beside the status where it is not the usual words: Moodle says there what was wrong. */
  readonly reason: string;
  /** Names in lower case; of one that came several times, all, joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly text: string;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

/**
 * Asks another server for something, and cannot be led to an address that is not public.
 * Every address a name stands for is checked, and the connection is made to the checked one.
 * GET follows three redirects at most, each checked again; `Authorization` does not go along to another origin.
 * @throws UrlRefused the address, or one it leads to, may not be asked
 * @throws Unreachable no answer in time, or too long a one
 */
export interface SafeFetch {
  (request: SafeRequest): Promise<SafeAnswer>;
  /** The same check without asking anything, for addresses that another client will ask. Throws as above. */
  check(url: string, allowedHosts: readonly string[]): Promise<void>;
}

export interface SafeFetchConfig {
  /** Of this product: other servers read it in `User-Agent`. */
  readonly version: string;
  /** Where names are looked up; the system's resolver when left out. */
  readonly resolve?: Resolve;
}

const mostRedirects = 3;

export function createSafeFetch({ version, resolve = resolveAll }: SafeFetchConfig): SafeFetch {
  const userAgent = `CoL-Connect/${version}`;

  const check = async (url: string, allowedHosts: readonly string[]) => {
    await checkTarget(url, { allowedHosts, isOpenWeb: false }, resolve, AbortSignal.timeout(10_000));
  };
  const fetch = async (request: SafeRequest): Promise<SafeAnswer> => {
    const signal = AbortSignal.timeout(request.timeoutMs ?? 10_000);
    const { allowedHosts = [], isOpenWeb = false } = request;
    let url = request.url;
    let headers: Record<string, string> = { ...lowerCased(request.headers ?? {}), 'user-agent': userAgent };
    for (let redirects = 0; ; redirects += 1) {
      const checked = await checkTarget(url, { allowedHosts, isOpenWeb }, resolve, signal);
      const answer = await ask(checked, { ...request, headers }, signal);
      const next = redirectOf(request, answer);
      if (!next) return answer;

      if (redirects === mostRedirects) throw new UrlRefused('too-many-redirects', url);
      if (next.origin !== checked.url.origin) headers = without(headers, ['authorization', 'cookie']);
      url = next.href;
    }
  };
  return Object.assign(fetch, { check });
}

/** Null: the answer stands. A redirect of anything but GET is an answer like any other. */
function redirectOf({ method = 'GET' }: SafeRequest, { status, headers, url }: SafeAnswer): URL | null {
  const location = headers['location'];
  if (method !== 'GET' || ![301, 302, 303, 307, 308].includes(status) || !location) return null;
  if (!URL.canParse(location, url)) throw new UrlRefused('not-an-address', location);
  return new URL(location, url);
}

async function ask(
  { url, addresses }: Checked,
  request: SafeRequest,
  signal: AbortSignal,
): Promise<SafeAnswer> {
  const options: RequestOptions = {
    method: request.method ?? 'GET',
    headers: {
      ...request.headers,
      ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
    },
    signal,
    // No connection is kept for later: it would be reused without its address being checked.
    agent: false,
    lookup: (_host, { all }, found) => {
      const [first] = addresses;
      if (all || !first) found(null, [...addresses]);
      else found(null, first.address, first.family);
    },
  };
  try {
    const message = await send(url, options, request.body);
    const { maxBytes = 1024 * 1024 } = request;
    const headers = joined(message.headers);
    const body = await unpacked(await read(message, maxBytes), headers['content-encoding'], maxBytes);
    return {
      status: message.statusCode ?? 0,
      reason: reasonIn(message),
      headers,
      body,
      text: new TextDecoder().decode(body),
      url: url.href,
    };
  } catch (cause) {
    if (cause instanceof Unreachable) throw cause;
    throw new Unreachable(`No answer from ${url.host}`, { cause });
  }
}

function send(url: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    request.once('response', answered).once('error', failed);
    request.end(body);
  });
}

async function read(message: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of message) {
    // Without an encoding set, a message yields buffers.
    parts.push(part as Buffer);
    bytes += (part as Buffer).length;
    if (bytes > maxBytes) {
      message.destroy();
      throw new Unreachable(`An answer of more than ${maxBytes} bytes`);
    }
  }
  return Buffer.concat(parts);
}

const reasonIn = ({ statusCode = 0, statusMessage = '' }: IncomingMessage): string =>
  statusMessage === STATUS_CODES[statusCode] ? '' : statusMessage;

const joined = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const without = (headers: Record<string, string>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
