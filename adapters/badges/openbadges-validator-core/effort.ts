import { isNode, listOf, type Node } from './json.ts';

/**
 * What may be spent on working out the meaning of documents in one verification. It is counted, not timed, so that
 * the same badge gets the same answer on a slow machine: an object costs about half a millisecond, a context ten
 * times that. The richest badge we know costs 360.
 */
export interface Effort {
  /** False: too much was spent already, or this is too much. */
  spend(document: Node): boolean;
}

const most = 1200;

export function createEffort(): Effort {
  let left = most;
  return {
    spend(document) {
      left -= costOf(document);
      return left >= 0;
    },
  };
}

export function costOf(document: Node): number {
  let cost = 0;
  const open: unknown[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) open.push(...value);
    else if (!isNode(value)) cost += 0.2;
    else {
      cost += 1;
      for (const [key, inner] of Object.entries(value)) {
        if (key === '@context') cost += costOfContexts(inner);
        else open.push(inner);
      }
    }
  }
  return cost;
}

const costOfContexts = (contexts: unknown): number =>
  listOf(contexts).reduce<number>((cost, one) => cost + 10 + (isNode(one) ? Object.keys(one).length : 0), 0);
