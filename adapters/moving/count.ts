import { createHash } from 'node:crypto';
import type { Engine, HoldingKind } from '../../core/ports/engine.ts';
import { kinds, linesOf } from './lines.ts';

/** How many there are of a kind, and the digest of all their lines: equal in two stores that hold the same. */
export interface Counted {
  readonly kind: HoldingKind;
  readonly count: number;
  readonly sha256: string;
}

/** Told now and then, while something large is gone through. */
export type Progress = (what: string, kind: HoldingKind, count: number) => void;

export async function countAll(
  engine: Pick<Engine, 'holdings' | 'files'>,
  progress: Progress,
): Promise<readonly Counted[]> {
  const counted: Counted[] = [];
  for (const kind of kinds) counted.push(await countKind(engine, kind, progress));
  return counted;
}

async function countKind(
  engine: Pick<Engine, 'holdings' | 'files'>,
  kind: HoldingKind,
  progress: Progress,
): Promise<Counted> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const line of linesOf(engine, kind)) {
    hash.update(line);
    count += 1;
    if (count % 1000 === 0) progress('read', kind, count);
  }
  return { kind, count, sha256: hash.digest('hex') };
}
