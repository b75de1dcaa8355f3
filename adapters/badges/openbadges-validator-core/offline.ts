import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import type { Answered, Fetch } from './fetch.ts';

const mostRedirects = 3;

/**
 * A folder in place of the internet: `http(s)://H/P` is `folder/H/P`, then `folder/H/P.json`; `P.410` answers 410
 * with its content, `P.302` leads to the address in it; all else is not found. Nothing leaves the machine.
 */
export function offlineFetch(folder: string): Fetch {
  return async ({ url }) => {
    let at = url;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await answerTo(folder, at);
      if (!('to' in answer)) return answer;
      at = new URL(answer.to, at).href;
    }
    throw new Error('Too many redirects');
  };
}

async function answerTo(folder: string, url: string): Promise<Answered | { readonly to: string }> {
  const { host, pathname } = new URL(url);
  const base = normalize(folder);
  const place = join(base, host, decodeURIComponent(pathname));
  const isInside = place.startsWith(base + sep) && !place.includes('\0');
  const there = async (path: string) => (isInside ? readFile(path).catch(() => null) : null);

  const moved = await there(`${place}.302`);
  if (moved) return { to: moved.toString('utf8').trim() };
  const gone = await there(`${place}.410`);
  if (gone) return { status: 410, type: '', body: gone };
  const found = (await there(place)) ?? (await there(`${place}.json`));
  return { status: found ? 200 : 404, type: '', body: found ?? Buffer.alloc(0) };
}
