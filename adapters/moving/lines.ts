import { createHash } from 'node:crypto';
import type { FileId } from '../../core/ids.ts';
import type { Engine, Held, HoldingKind } from '../../core/ports/engine.ts';

/** What comes first is there before something names it: files before evidence, what was told before its deliveries. */
const everyKind: { readonly [Kind in HoldingKind]: true } = {
  file: true,
  location: true,
  organiser: true,
  staff: true,
  person: true,
  identity: true,
  notice: true,
  grant: true,
  community: true,
  membership: true,
  placement: true,
  activity: true,
  playlist: true,
  enrolment: true,
  work: true,
  evidence: true,
  review: true,
  completion: true,
  badge: true,
  issuerKey: true,
  statusList: true,
  award: true,
  credential: true,
  claimCode: true,
  claimUse: true,
  foreignBadge: true,
  grade: true,
  score: true,
  merge: true,
  room: true,
  endorsement: true,
  application: true,
  siteRole: true,
  reflection: true,
  entry: true,
  told: true,
  delivery: true,
  keyValue: true,
};
// The compiler asks for every kind above.
export const kinds = Object.keys(everyKind) as readonly HoldingKind[];

const pageSize = 500;

/** All of a kind, a page at a time. @param after an id to begin after; null: from the first */
export async function* pagesOf(
  { holdings }: Pick<Engine, 'holdings'>,
  kind: HoldingKind,
  after: string | null = null,
): AsyncGenerator<readonly Held[]> {
  for (let last = after; ; ) {
    const page = await holdings.page(kind, last, pageSize);
    const tail = page.at(-1);
    if (!tail) return;
    yield page;
    last = tail.id;
  }
}

/** One thing as a line of JSON, letter for letter the same whichever engine it lay in. Files stand with their digest. */
export async function* linesOf(
  engine: Pick<Engine, 'holdings' | 'files'>,
  kind: HoldingKind,
): AsyncGenerator<string> {
  for await (const page of pagesOf(engine, kind)) {
    for (const { id, doc } of page) {
      const more = kind === 'file' ? await bytesOf(engine, id) : {};
      yield `${inOrder({ kind, id, doc: { ...doc, ...more } })}\n`;
    }
  }
}

/** Of a file's bytes, as they are read back; `sha256` null: they are not there. */
export async function bytesOf(
  { files }: Pick<Engine, 'files'>,
  id: string,
): Promise<{ readonly sha256: string | null; readonly read: number }> {
  // Ids of held files are those that an engine gave.
  const file = await files.read(id as FileId);
  if (!file) return { sha256: null, read: 0 };
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of file.bytes) {
    hash.update(chunk);
    read += chunk.length;
  }
  return { sha256: hash.digest('hex'), read };
}

/** JSON with the keys of every object in order: engines hand them out in different ones. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
