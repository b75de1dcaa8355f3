import type { Answered, Fetch } from '../../adapters/badges/openbadges-validator-core/index.ts';

/** A page: JSON, text or bytes answered with 200; or an answer in full. */
export type PaperPage = object | string | Uint8Array | Partial<Answered>;

/** The internet on paper: what lies where, and what was asked for. */
export interface PaperWeb {
  readonly fetch: Fetch;
  readonly asked: string[];
  readonly pages: Map<string, PaperPage>;
}

export function paperWeb(pages: Readonly<Record<string, PaperPage>> = {}): PaperWeb {
  const web: PaperWeb = {
    asked: [],
    pages: new Map(Object.entries(pages)),
    async fetch({ url }) {
      web.asked.push(url);
      const page = web.pages.get(url);
      return page === undefined ? { status: 404, type: '', body: new Uint8Array() } : answered(page);
    },
  };
  return web;
}

export const answer = (status: number, body: string | object = '', type = ''): Answered => ({
  status,
  type,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

function answered(page: PaperPage): Answered {
  if (page instanceof Uint8Array) return { status: 200, type: '', body: page };
  if (typeof page === 'string') return answer(200, page);
  return 'status' in page && 'body' in page && page.body instanceof Uint8Array
    ? { ...page, status: Number(page.status), type: String(page.type ?? ''), body: page.body }
    : answer(200, page);
}
