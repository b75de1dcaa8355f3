import type { KeyObject } from 'node:crypto';
import type { World } from '../fetch.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { keyOfJwk } from '../jws.ts';
import { isWebUrl, momentOf } from '../kinds.ts';
import { keyOfMultibase } from '../signatures.ts';

/** A key as the document of its controller lists it. */
export interface ListedKey {
  readonly id: string;
  readonly controller: unknown;
  /** Null: of a kind that is not ours, or malformed. */
  readonly key: KeyObject | null;
  readonly multibase: string | null;
  /** May sign credentials, and neither revoked nor expired. */
  readonly isForAssertions: boolean;
}

/** Where the document of a controller lies; null: nowhere that is known. */
export function documentUrl(controller: string): string | null {
  if (isWebUrl(controller)) return controller;
  const [, host, ...path] = /^did:web:[A-Za-z0-9.%:_-]+$/.test(controller)
    ? controller.slice(4).split(':')
    : [];
  if (!host) return null;
  const place = path.length === 0 ? '.well-known' : path.map(decoded).join('/');
  const url = `https://${decoded(host)}/${place}/did.json`;
  return isWebUrl(url) && !/[\s?#@\\]/.test(url) ? url : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The keys that a controller calls its own. Read as plain JSON.
 * @returns a sentence when they cannot be had
 */
export async function keysOf(
  world: World,
  controller: string,
  now: number,
): Promise<readonly ListedKey[] | string> {
  const url = documentUrl(controller);
  if (!url) return 'its address is of a kind that is not supported';
  const found = await world.look(url);
  if (found.is !== 'json') return found.is === 'missing' ? found.because : 'there is no document';
  if (found.node['id'] !== controller) return 'the document there is of somebody else';
  const asserting = listOf(found.node['assertionMethod']);
  const written = [...listOf(found.node['verificationMethod']), ...asserting].filter(isNode);
  const names = new Set(asserting.map((one) => absolute(isNode(one) ? one['id'] : one, controller)));
  return written.map((method) => listed(method, controller, names, now));
}

function listed(method: Node, controller: string, asserting: ReadonlySet<string>, now: number): ListedKey {
  const id = absolute(method['id'], controller);
  const [multibase] = textsOf(method['publicKeyMultibase']);
  const isOver = ['revoked', 'expires'].some((prop) => {
    const at = momentOf(method[prop]);
    return at === null ? method[prop] !== undefined : at <= now;
  });
  return {
    id,
    controller: method['controller'],
    multibase: multibase ?? null,
    key: multibase ? keyOfMultibase(multibase) : keyOfJwk(method['publicKeyJwk']),
    isForAssertions: asserting.has(id) && !isOver,
  };
}

/** `#key-1` is short for the document's own. */
const absolute = (id: unknown, controller: string): string =>
  typeof id !== 'string' ? '' : id.startsWith('#') ? controller + id : id;
