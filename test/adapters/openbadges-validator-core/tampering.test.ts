import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  createValidator,
  offlineFetch,
  svgBadges,
} from '../../../adapters/badges/openbadges-validator-core/index.ts';
import { canonical } from '../../../adapters/badges/openbadges-validator-core/signatures.ts';
import { cases } from '../../support/cases.ts';

const folder = join(import.meta.dirname, '../../fixtures/badges');
const bytesOf = (path: string) => readFileSync(join(folder, path));
const own = (file: string) => ({ bytes: bytesOf(`own-award/${file}`), web: 'own-award/web' });

const hosted = bytesOf('own-award/web/col.example/b/awards/7QK2MZ0V9T4XH6RD.json').toString('utf8').trim();
const drawing = (text: string, prefix: string, namespace: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="${namespace}"><o:${prefix}><![CDATA[${text}]]></o:${prefix}><g/></svg>`,
  );
const credential = own('credential.json');
const svgOf3 = drawing(credential.bytes.toString('utf8'), 'credential', 'https://purl.imsglobal.org/ob/v3p0');
const svgOf2 = drawing(hosted, 'assertion', 'http://openbadges.org');

interface Subject {
  readonly bytes: Buffer;
  readonly web: string;
  /** The part of it that is the badge; all of it when left out. */
  readonly part?: readonly [number, number];
}

const subjects: Readonly<Record<string, Subject>> = {
  'a baked PNG': own('award.png'),
  'a credential': credential,
  'a signed assertion': own('assertion.jws'),
  'a JWT': { bytes: jwtIn('ob3/1edtech/simple-jwt.svg'), web: 'ob3/web' },
  'a copy of a hosted assertion': { bytes: Buffer.from(hosted), web: 'own-award/web' },
  'a drawing with a credential': { bytes: svgOf3, web: 'own-award/web', part: partOf(svgOf3) },
  'a drawing with an assertion': { bytes: svgOf2, web: 'own-award/web', part: partOf(svgOf2) },
};

const verifiers = new Map<string, ReturnType<typeof createValidator>>();
const verify = async (web: string, bytes: Uint8Array) => {
  const made = createValidator({
    fetch: offlineFetch(join(folder, web)),
    now: () => Date.parse('2026-01-01T00:00:00Z'),
  });
  const validator = verifiers.get(web) ?? made;
  verifiers.set(web, validator);
  return validator.verify(bytes);
};

describe('One bit of a badge that was changed', () => {
  it.each(Object.entries(subjects))(
    'in %s is never overlooked',
    async (_name, { bytes, web, part }) => {
      const [from, to] = part ?? [0, bytes.length];
      const before = await verify(web, bytes);
      expect(before.report.verdict).toBe('valid');

      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: from, max: to - 1 }),
          fc.integer({ min: 0, max: 7 }),
          async (at, bit) => {
            const changed = Buffer.from(bytes);
            changed[at] = (changed[at] ?? 0) ^ (1 << bit);
            const after = await verify(web, changed);

            if (after.report.valid) expect(await isSame(before.graph, after.graph)).toBe(true);
          },
        ),
        cases(150),
      );
    },
    600_000,
  );
});

/**
 * What was checked says the same. Written otherwise it may be: a letter as its number; or, where a proof covers what
 * the words mean, another edition of the context in which all of them mean the same.
 */
async function isSame(before: readonly object[], after: readonly object[]): Promise<boolean> {
  if (isDeepStrictEqual(before, after)) return true;
  const meanings = async (graph: readonly object[]) =>
    Promise.all(
      graph
        .filter((document) => 'proof' in document)
        .map(({ proof, ...document }: { proof?: unknown }) =>
          canonical(document).then((meaning) => [meaning, proof] as const),
        ),
    );
  const [was, is] = [await meanings(before), await meanings(after)];
  return was.length > 0 && isDeepStrictEqual(was, is);
}

function partOf(svg: Buffer): [number, number] {
  const text = svg.toString('utf8');
  const [badge] = svgBadges(text);
  const start = text.indexOf('<![CDATA[', badge?.start) + '<![CDATA['.length;
  const before = Buffer.byteLength(text.slice(0, start));
  return [before, before + Buffer.byteLength(text.slice(start, text.indexOf(']]>', start)))];
}

function jwtIn(path: string): Buffer {
  const [badge] = svgBadges(bytesOf(path).toString('utf8'));
  return Buffer.from(badge?.verify ?? '');
}
