import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a launch, registration, content selection, roster or grade must do, by the numbers that it goes by. */
const cases: Readonly<Record<string, number>> = { N: 79, P: 19, DL: 8, NRPS: 5, AGS: 8 };

/** Names of tests, and rows of their tables: text that begins with a number. */
const named = new Set(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/['"`]((?:(?:N|P|DL|NRPS|AGS)\d+(?:, | and | |(?=')))+)/g)])
    .flatMap(([, numbers = '']) => numbers.match(/[A-Z]+\d+/g) ?? []),
);

describe('Each numbered case of LTI', () => {
  it.each(Object.entries(cases))('has a test: %s, from 1 to %i', (kind, last) => {
    const missing = Array.from({ length: last }, (_, n) => `${kind}${n + 1}`).filter(
      (one) => !named.has(one),
    );

    expect(missing).toEqual([]);
  });
});
