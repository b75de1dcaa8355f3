import { isNode, listOf, type Node } from '../json.ts';

const oldNames: Readonly<Record<string, string>> = { '@id': 'id', '@type': 'type', verify: 'verification' };
const oldTypes: Readonly<Record<string, string>> = { hosted: 'HostedBadge', signed: 'SignedBadge' };

/**
 * A document of Open Badges 2.0 with the plain words of its vocabulary, however its maker spelt them.
 * Of a property that stands there under two names, the plain one counts.
 */
export function normalised(node: Node): Node {
  const entries = Object.entries(node).map(([key, value]) => [plain(key), key, value] as const);
  // Those renamed first, so that a plain name that is there as well comes after and wins.
  entries.sort(([a, wasA], [b, wasB]) => Number(a === wasA) - Number(b === wasB));
  return Object.fromEntries(entries.map(([key, , value]) => [key, valueUnder(key, value)]));
}

const plain = (key: string): string => oldNames[key] ?? key.replace(/^(?:obi|schema):/, '');

function valueUnder(key: string, value: unknown): unknown {
  if (key === '@context') return value;
  if (Array.isArray(value)) return value.map((one) => valueUnder(key, one));
  if (key === 'type' && typeof value === 'string') return typeOf(value);
  return isNode(value) ? normalised(value) : value;
}

function typeOf(type: string): string {
  const word = type.replace(/^obi:/, '');
  return oldTypes[word] ?? word;
}

/** As far as a reader can tell: one value is a list of one, old words are new ones, contexts say nothing. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? comparable(value[0]) : value.map(comparable);
  if (!isNode(value)) return value;
  const entries = Object.entries(normalised(value)).filter(
    ([key, one]) => key !== '@context' && listOf(one).length > 0,
  );
  return Object.fromEntries(entries.map(([key, one]) => [key, comparable(one)]));
}
