import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { svgBadges } from '../../adapters/badges/openbadges-validator-core/index.ts';
import { canonical } from '../../adapters/badges/openbadges-validator-core/signatures.ts';
import type { VerificationReport } from '../../core/ports/badge-verifier.ts';
import { cases } from './cases.ts';

/** All cases with `FULL=1` take this long on a busy machine. */
export const flipsMs = 1_800_000;

/**
 * One bit of a badge that was changed is never overlooked: it is valid no more, or says what it said.
 * @param part the bytes that are the badge; all of it when left out
 */
export async function holdsAgainstFlips(
  bytes: Buffer,
  verify: (changed: Uint8Array) => Promise<Pick<VerificationReport, 'report' | 'graph'>>,
  part: readonly [number, number] = [0, bytes.length],
  most = 150,
): Promise<void> {
  const [from, to] = part;
  const before = await verify(bytes);
  expect(before.report.verdict).toBe('valid');

  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: from, max: to - 1 }),
      fc.integer({ min: 0, max: 7 }),
      async (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const after = await verify(changed);

        if (after.report.valid) expect(await isSame(before.graph, after.graph)).toBe(true);
      },
    ),
    cases(most),
  );
}

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

/** Where the text of the first badge in a drawing begins and ends, in bytes. */
export function partOf(svg: Buffer): [number, number] {
  const text = svg.toString('utf8');
  const [badge] = svgBadges(text);
  const start = text.indexOf('<![CDATA[', badge?.start) + '<![CDATA['.length;
  const before = Buffer.byteLength(text.slice(0, start));
  return [before, before + Buffer.byteLength(text.slice(start, text.indexOf(']]>', start)))];
}
