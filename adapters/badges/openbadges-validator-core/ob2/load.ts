import type { Keeping } from '../fetch.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, type Node } from '../json.ts';
import { isWebUrl } from '../kinds.ts';
import { quoted } from '../report.ts';
import { normalised } from './normalise.ts';

/** A document at its place. `isGone`: 410, with what was left there. */
export interface Loaded {
  readonly node: Node;
  readonly id: string;
  readonly isGone: boolean;
}

type Asking = Pick<Inquiry, 'findings' | 'world' | 'graph'>;

/**
 * Fetches a document. One that says it belongs elsewhere is fetched from there, once.
 * @param what names it in messages: "the badge"
 * @returns null when it cannot be had; that is told
 */
export async function load(
  inquiry: Asking,
  url: string,
  what: string,
  keeping: Keeping,
): Promise<Loaded | null> {
  const first = await loadOnce(inquiry, url, what, keeping);
  const declared = first?.node['id'];
  if (!first || first.isGone || typeof declared !== 'string' || declared === url) return keep(inquiry, first);

  inquiry.findings.warn(
    'REPORT_MESSAGE',
    `${what} says it belongs at ${quoted(declared)}, so it was fetched from there`,
    {
      node: url,
    },
  );
  const second = await loadOnce(inquiry, declared, what, keeping);
  if (second && !second.isGone && second.node['id'] !== declared) {
    inquiry.findings.error('FETCH_HTTP_NODE', `${what} does not lie where it says`, { node: declared });
    return null;
  }
  return keep(inquiry, second);
}

async function loadOnce(
  { findings, world }: Asking,
  url: string,
  what: string,
  keeping: Keeping,
): Promise<Loaded | null> {
  const found = await world.look(url, keeping);
  if (found.is === 'json') return { node: normalised(found.node), id: url, isGone: false };
  if (found.is === 'gone') return { node: normalised(found.node ?? {}), id: url, isGone: true };
  const because = found.is === 'missing' ? found.because : 'no JSON';
  findings.error('FETCH_HTTP_NODE', `${what} cannot be fetched: ${because}`, { node: url });
  return null;
}

function keep({ graph }: Asking, loaded: Loaded | null): Loaded | null {
  if (loaded) graph.push(loaded.node);
  return loaded;
}

/**
 * What a property points to: an address is fetched, and so is something that lies inside but has an address;
 * without one it is taken as it lies there.
 */
export async function loadNamed(
  inquiry: Asking,
  named: unknown,
  what: string,
  keeping: Keeping = 'document',
): Promise<Loaded | null> {
  const value = Array.isArray(named) && named.length === 1 ? named[0] : named;
  const id = isNode(value) ? value['id'] : value;
  if (isWebUrl(id)) return load(inquiry, id, what, keeping);
  if (isNode(value))
    return keep(inquiry, { node: value, id: typeof id === 'string' ? id : '', isGone: false });
  if (typeof value === 'string')
    inquiry.findings.error('FETCH_HTTP_NODE', `${what} has no address on the web: ${quoted(value)}`);
  return null;
}
