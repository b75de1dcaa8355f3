import type { FileId } from '../../core/ids.ts';
import { dayMs } from '../../core/instant.ts';
import { done, type Outcome, refused } from '../../core/outcome.ts';
import type { Engine, FileFacts, Held, HoldingKind } from '../../core/ports/engine.ts';
import { type Counted, countAll, type Progress } from './count.ts';
import { kinds, pagesOf } from './lines.ts';
import { patient, patiently } from './patient.ts';

export type CopyRefusal =
  /** It is itself the target of a copy that is not finished. */
  | { readonly why: 'source-unfinished' }
  /** It holds something that no copy brought there. */
  | { readonly why: 'target-not-empty' }
  /** A copy from elsewhere was begun and not finished. */
  | { readonly why: 'other-copy'; readonly from: string }
  /** What arrived is not what was sent: something wrote to one of the two meanwhile. */
  | { readonly why: 'copies-differ'; readonly kinds: readonly HoldingKind[] };

/** Held in the target until the copy is whole; a server does not start there before. */
export const copyLease = 'copy';
const endless = 10_000 * dayMs;

/**
 * Brings all that a store holds into an empty one, and reads both again to see that they hold the same.
 * Broken off, the same call goes on where it was.
 * @param from.name as the operator wrote it, without what is secret; tells one copy from another
 */
export async function copyStore(
  from: { readonly engine: Engine; readonly name: string },
  target: Engine,
  progress: Progress,
): Promise<Outcome<readonly Counted[], CopyRefusal>> {
  const [source, to] = [patient(from.engine), patient(target)];
  if ((await source.leases.holder(copyLease)) !== null) return refused({ why: 'source-unfinished' });
  const begun = await to.leases.holder(copyLease);
  if (begun !== null && begun !== from.name) return refused({ why: 'other-copy', from: begun });
  if (begun === null && !(await isEmpty(to))) return refused({ why: 'target-not-empty' });
  await to.leases.hold(copyLease, from.name, endless);

  for (const kind of kinds) await copyKind(source, to, kind, progress);
  const [sent, arrived] = [await countAll(source, progress), await countAll(to, progress)];
  const different = sent.filter(({ sha256 }, index) => sha256 !== arrived[index]?.sha256);
  if (different.length > 0) {
    return refused({ why: 'copies-differ', kinds: different.map(({ kind }) => kind) });
  }
  await to.leases.release(copyLease, from.name);
  return done(arrived);
}

async function isEmpty({ holdings }: Engine): Promise<boolean> {
  for (const kind of kinds) if ((await holdings.lastId(kind)) !== null) return false;
  return true;
}

/** What is there came first: the rest begins after it. */
async function copyKind(from: Engine, to: Engine, kind: HoldingKind, progress: Progress): Promise<void> {
  let count = 0;
  for await (const page of pagesOf(from, kind, await to.holdings.lastId(kind))) {
    if (kind === 'file') for (const held of page) await patiently(() => copyFile(from, to, held));
    else await to.holdings.put(kind, page);
    count += page.length;
    progress('copied', kind, count);
  }
}

async function copyFile(from: Engine, to: Engine, { id, doc }: Held): Promise<void> {
  // Ids and facts of held files are those that an engine gave.
  const [file, facts] = [id as FileId, doc as unknown as FileFacts];
  const found = await from.files.read(file);
  // Facts without bytes are no file: `check` names them, and the count tells.
  if (found) await to.holdings.putFile(file, facts, found.bytes);
}
