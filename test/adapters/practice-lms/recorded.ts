import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Payloads of a real Moodle 4.5.6, kept as they came. */
export const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/lti', `moodle45-${name}.json`), 'utf8'));

/**
 * The shape of a payload: keys in any order, each with the type of its value; arrays by their first item's shape.
 * What two payloads of one kind must agree in.
 */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([key, inner]) => [key, shapeOf(inner)]),
  );
}
