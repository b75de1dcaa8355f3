import type { SafeFetch } from '../fetch/index.ts';
import type { Answered, Fetch } from './openbadges-validator-core/index.ts';

/** What this site itself answers at one of its addresses, without asking over a network. */
export type OwnDocuments = (
  path: string,
  accept: string,
) => Promise<Answered & { readonly location: string | null }>;

const mostRedirects = 3;

/** How documents of badges are had: our own from our own store, all others from public addresses only. */
export function createDocumentFetch(parts: {
  readonly fetch: SafeFetch;
  readonly own: OwnDocuments;
  readonly baseUrl: string;
}): Fetch {
  return async ({ url, accept, timeoutMs, maxBytes }) => {
    if (isOwn(url, parts.baseUrl)) return readOwn(parts, url, accept);
    const headers = { accept };
    const answer = await parts.fetch({ url, headers, timeoutMs, maxBytes, isOpenWeb: true });
    const { status, body, url: from } = answer;
    return { status, type: mediaType(answer.headers['content-type']), body, url: from };
  };
}

/** Also by https, where `did:web` leads though this site has http only. */
function isOwn(url: string, baseUrl: string): boolean {
  const { host, pathname } = new URL(url);
  return host === new URL(baseUrl).host && pathname.startsWith('/b/');
}

async function readOwn(
  { own, baseUrl }: { readonly own: OwnDocuments; readonly baseUrl: string },
  url: string,
  accept: string,
): Promise<Answered> {
  let at = new URL(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await own(at.pathname + at.search, accept);
    if (answer.status < 300 || answer.status > 399 || answer.location === null) return answer;
    at = new URL(answer.location, at);
    if (!isOwn(at.href, baseUrl)) break;
  }
  throw new Error('An address of ours that leads nowhere');
}

const mediaType = (header: string | undefined): string => header?.split(';')[0]?.trim().toLowerCase() ?? '';
